#pragma once

#include <mpi.h>

#include <span>
#include <string>
#include <vector>

namespace ptyger::comm {

/// Throws CallError with the name of the call and the text of MPI unless `code` is MPI_SUCCESS.
void check_mpi(int code, char const* call);

/// All processes of a job, one on each node; a process started without mpirun or srun is a world of one. At most one
/// object at a time. A program may initialise MPI itself before it makes a World, and must then finalise MPI itself,
/// before or after the World ends. Otherwise World initialises and finalises MPI. Waiting sleeps, so that the cores
/// stay with the solver.
class World {
 public:
  /// Initialises MPI with MPI_THREAD_MULTIPLE unless the program has initialised it. Throws CallError when MPI was
  /// finalised already.
  World();
  ~World();
  World(World const&) = delete;
  World& operator=(World const&) = delete;

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int size() const { return size_; }
  /// Number of ranks on this node, with this rank.
  [[nodiscard]] int ranks_on_node() const { return ranks_on_node_; }
  [[nodiscard]] MPI_Comm communicator() const { return all_; }

  // Collective, by one thread of every rank:

  void barrier() const;
  /// Returns the text of rank 0 on every rank.
  [[nodiscard]] std::string broadcast(std::string text) const;
  /// Returns the texts of all ranks, in the order of the ranks, on rank 0; an empty vector on the others.
  [[nodiscard]] std::vector<std::string> gather(std::string const& text) const;
  /// Returns the largest value of all ranks on every rank.
  [[nodiscard]] int largest(int value) const;

  /// Ends the processes of all ranks at once with this exit code, when a rank that others wait for cannot continue.
  [[noreturn]] void abort(int exit_code) const;

 private:
  bool initialised_here_ = false;  ///< this object has initialised MPI and finalises it
  MPI_Comm all_ = MPI_COMM_NULL;   ///< duplicate of MPI_COMM_WORLD whose errors are returned
  int rank_ = 0;
  int size_ = 1;
  int ranks_on_node_ = 1;
};

/// Waits for a request; sleeps up to 2 ms between two tests.
void wait_asleep(MPI_Request& request);

}  // namespace ptyger::comm

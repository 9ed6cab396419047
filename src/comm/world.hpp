#pragma once

#include <mpi.h>

#include <span>
#include <string>
#include <vector>

namespace ptyger::comm {

/// Throws CallError with the call's text unless an MPI call succeeded.
void check_mpi(int code, char const* call);

/// All processes of a job, one a node; a process started without mpirun or srun is a world of one. MPI lives as long as
/// the object, of which there can be one in a process. Waiting sleeps, so that the cores stay with the solver.
class World {
 public:
  /// Starts MPI with MPI_THREAD_MULTIPLE. Throws CallError when the library does not offer that.
  World();
  ~World();
  World(World const&) = delete;
  World& operator=(World const&) = delete;

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int size() const { return size_; }
  /// Ranks that share this node, this one included.
  [[nodiscard]] int ranks_on_node() const { return ranks_on_node_; }
  [[nodiscard]] MPI_Comm communicator() const { return all_; }

  // Collective, by one thread of every rank:

  void barrier() const;
  /// The text of rank 0, on all.
  [[nodiscard]] std::string broadcast(std::string text) const;
  /// The texts of all ranks on rank 0, in the order of the ranks; nothing elsewhere.
  [[nodiscard]] std::vector<std::string> gather(std::string const& text) const;
  /// The largest of all ranks' values, on all.
  [[nodiscard]] int largest(int value) const;

  /// Ends all ranks at once with this exit code: for a rank that cannot go on while others wait for it.
  [[noreturn]] void abort(int exit_code) const;

 private:
  MPI_Comm all_ = MPI_COMM_NULL;
  int rank_ = 0;
  int size_ = 1;
  int ranks_on_node_ = 1;
};

/// Waits for a request with sleeps of up to 2 ms between looks.
void wait_asleep(MPI_Request& request);

}  // namespace ptyger::comm

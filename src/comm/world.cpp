#include "comm/world.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <numeric>
#include <thread>

#include "hdf5/failure.hpp"
#include "ptyger/error.hpp"

namespace ptyger::comm {

void check_mpi(int code, char const* call) {
  if (code == MPI_SUCCESS) return;
  std::string text(MPI_MAX_ERROR_STRING, '\0');
  int length = 0;
  MPI_Error_string(code, text.data(), &length);
  text.resize(static_cast<std::size_t>(length));
  throw CallError(std::string(call) + " failed: " + text);
}

void wait_asleep(MPI_Request& request) {
  std::chrono::microseconds pause(20);
  for (int done = 0;;) {
    check_mpi(MPI_Test(&request, &done, MPI_STATUS_IGNORE), "MPI_Test");
    if (done != 0) return;
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, std::chrono::microseconds(2000));
  }
}

namespace {

bool is_initialised() {
  int initialised = 0;
  check_mpi(MPI_Initialized(&initialised), "MPI_Initialized");
  return initialised != 0;
}

bool is_finalised() {
  int finalised = 0;
  check_mpi(MPI_Finalized(&finalised), "MPI_Finalized");
  return finalised != 0;
}

void initialise() {
  int level = MPI_THREAD_SINGLE;
  check_mpi(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_MULTIPLE, &level), "MPI_Init_thread");
  if (level == MPI_THREAD_MULTIPLE) return;
  MPI_Finalize();
  throw CallError(
      "MPI_Init_thread: this MPI library does not offer MPI_THREAD_MULTIPLE, which the queue of projections needs; "
      "use an MPI that was built with thread support (every Open MPI from 3 on)");
}

}  // namespace

World::World() {
  if (is_finalised())
    throw CallError(
        "MPI was finalised in this process and cannot be initialised again; end MPI after the last campaign");
  // Initialises HDF5 before MPI. Otherwise MPI_Finalize would close the files of HDF5 a second time, which crashes when
  // a full disk has left a file incomplete. In a program that has initialised MPI, the program decides about this
  // order.
  hdf5::silence();
  initialised_here_ = !is_initialised();
  if (initialised_here_) initialise();
  // Errors of this communicator become exceptions; errors of other communicators of the library end the job.
  check_mpi(MPI_Comm_dup(MPI_COMM_WORLD, &all_), "MPI_Comm_dup");
  check_mpi(MPI_Comm_set_errhandler(all_, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
  MPI_Comm_rank(all_, &rank_);
  MPI_Comm_size(all_, &size_);
  MPI_Comm node = MPI_COMM_NULL;
  check_mpi(MPI_Comm_split_type(all_, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &node), "MPI_Comm_split_type");
  MPI_Comm_size(node, &ranks_on_node_);
  MPI_Comm_free(&node);
}

World::~World() {
  int finalised = 0;
  if (MPI_Finalized(&finalised) != MPI_SUCCESS || finalised != 0) return;  // the program has ended MPI
  MPI_Comm_free(&all_);
  if (initialised_here_) MPI_Finalize();
}

void World::barrier() const {
  MPI_Request request = MPI_REQUEST_NULL;
  check_mpi(MPI_Ibarrier(all_, &request), "MPI_Ibarrier");
  wait_asleep(request);
}

std::string World::broadcast(std::string text) const {
  auto length = static_cast<unsigned>(text.size());
  MPI_Request request = MPI_REQUEST_NULL;
  check_mpi(MPI_Ibcast(&length, 1, MPI_UNSIGNED, 0, all_, &request), "MPI_Ibcast");
  wait_asleep(request);
  text.resize(length);
  check_mpi(MPI_Ibcast(text.data(), static_cast<int>(length), MPI_CHAR, 0, all_, &request), "MPI_Ibcast");
  wait_asleep(request);
  return text;
}

std::vector<std::string> World::gather(std::string const& text) const {
  auto const ranks = static_cast<std::size_t>(size_);
  auto length = static_cast<int>(text.size());
  std::vector<int> lengths(rank_ == 0 ? ranks : 0);
  MPI_Request request = MPI_REQUEST_NULL;
  check_mpi(MPI_Igather(&length, 1, MPI_INT, lengths.data(), 1, MPI_INT, 0, all_, &request), "MPI_Igather");
  wait_asleep(request);
  std::vector<int> begins(lengths.size());
  std::exclusive_scan(lengths.begin(), lengths.end(), begins.begin(), 0);
  std::string all(lengths.empty() ? 0 : static_cast<std::size_t>(begins.back() + lengths.back()), '\0');
  check_mpi(MPI_Igatherv(text.data(), length, MPI_CHAR, all.data(), lengths.data(), begins.data(), MPI_CHAR, 0, all_,
                         &request),
            "MPI_Igatherv");
  wait_asleep(request);
  std::vector<std::string> texts;
  for (std::size_t rank = 0; rank < lengths.size(); ++rank)
    texts.push_back(all.substr(static_cast<std::size_t>(begins[rank]), static_cast<std::size_t>(lengths[rank])));
  return texts;
}

int World::largest(int value) const {
  int result = value;
  MPI_Request request = MPI_REQUEST_NULL;
  check_mpi(MPI_Iallreduce(&value, &result, 1, MPI_INT, MPI_MAX, all_, &request), "MPI_Iallreduce");
  wait_asleep(request);
  return result;
}

void World::abort(int exit_code) const {
  MPI_Abort(all_, exit_code);
  std::_Exit(exit_code);
}

}  // namespace ptyger::comm

#include "comm/request_server.hpp"

#include "core/exit_code.hpp"
#include "core/log.hpp"
#include "ptyger/error.hpp"

namespace ptyger::comm {
namespace {

constexpr int request_tag = 1;
constexpr int reply_tag = 2;
constexpr auto poll_interval = std::chrono::milliseconds(1);
constexpr auto idle_interval = std::chrono::seconds(1);

void send(MPI_Comm communicator, int rank, int tag, std::string const& text) {
  MPI_Request request = MPI_REQUEST_NULL;
  check_mpi(MPI_Isend(text.data(), static_cast<int>(text.size()), MPI_CHAR, rank, tag, communicator, &request),
            "MPI_Isend");
  wait_asleep(request);
}

struct Message {
  int rank = -1;  ///< rank of the sender; -1: no message
  std::string text;
};

/// Receives a message with this tag from `rank`, which may be MPI_ANY_SOURCE; does not wait for one.
Message poll(MPI_Comm communicator, int rank, int tag) {
  int found = 0;
  MPI_Message message = MPI_MESSAGE_NULL;
  MPI_Status status;
  check_mpi(MPI_Improbe(rank, tag, communicator, &found, &message, &status), "MPI_Improbe");
  if (found == 0) return {};
  int length = 0;
  MPI_Get_count(&status, MPI_CHAR, &length);
  Message arrived{status.MPI_SOURCE, std::string(static_cast<std::size_t>(length), '\0')};
  check_mpi(MPI_Mrecv(arrived.text.data(), length, MPI_CHAR, &message, MPI_STATUS_IGNORE), "MPI_Mrecv");
  return arrived;
}

/// Throws CallError when the program has initialised MPI for fewer threads than a RequestServer uses.
void require_thread_level() {
  int level = MPI_THREAD_SINGLE;
  check_mpi(MPI_Query_thread(&level), "MPI_Query_thread");
  if (level < MPI_THREAD_MULTIPLE)
    throw CallError(
        "this program has initialised MPI without MPI_THREAD_MULTIPLE, which the queue of projections needs; call "
        "MPI_Init_thread with MPI_THREAD_MULTIPLE instead of MPI_Init, or leave the initialisation to PtyGer");
}

}  // namespace

RequestServer::RequestServer(World const& world, Answer answer, Idle idle)
    : world_(world), answer_(std::move(answer)), idle_(std::move(idle)) {
  require_thread_level();
  check_mpi(MPI_Comm_dup(world.communicator(), &request_communicator_), "MPI_Comm_dup");
  check_mpi(MPI_Comm_set_errhandler(request_communicator_, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
  if (world.rank() == 0) thread_ = std::jthread([this](std::stop_token const& stop) { serve(stop); });
}

RequestServer::~RequestServer() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  if (closed_) MPI_Comm_free(&request_communicator_);  // collective: after an exception other ranks may not call it
}

/// The first letter of a reply names its kind: R, an answer; E, the text of an error.
std::string RequestServer::answer(int rank, std::string const& request) {
  std::lock_guard const lock(answer_mutex_);
  try {
    return std::string("R").append(answer_(rank, request));  // GCC 12 warns of an overflow in "R" + text
  } catch (std::exception const& error) {
    return std::string("E") + error.what();
  }
}

bool RequestServer::serve_one() {
  auto const arrived = poll(request_communicator_, MPI_ANY_SOURCE, request_tag);
  if (arrived.rank < 0) return false;
  send(request_communicator_, arrived.rank, reply_tag, answer(arrived.rank, arrived.text));
  return true;
}

void RequestServer::serve(std::stop_token const& stop) try {
  auto next_idle = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    if (auto const now = std::chrono::steady_clock::now(); idle_ && now >= next_idle) {
      std::lock_guard const lock(answer_mutex_);
      idle_();
      next_idle = now + idle_interval;
    }
    if (!serve_one()) std::this_thread::sleep_for(poll_interval);
  }
} catch (std::exception const& error) {  // without answers the other ranks would wait without end
  core::log_error(error.what());
  world_.abort(static_cast<int>(core::ExitCode::failed));
}

std::string RequestServer::ask(std::string const& request) {
  std::string reply;
  if (world_.rank() == 0) {
    reply = answer(0, request);
  } else {
    std::lock_guard const lock(ask_mutex_);
    send(request_communicator_, 0, request_tag, request);
    for (Message arrived; arrived.rank < 0;) {
      arrived = poll(request_communicator_, 0, reply_tag);
      if (arrived.rank < 0)
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      else
        reply = std::move(arrived.text);
    }
  }
  bool const failed = reply.front() == 'E';
  reply.erase(0, 1);
  if (failed) throw CallError(reply);
  return reply;
}

void RequestServer::close() {
  world_.barrier();
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  closed_ = true;
}

}  // namespace ptyger::comm

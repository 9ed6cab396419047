#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

/// Streams and events of the emulated GPUs. Not for tests.
namespace ptyger::gpu_double {

/// The thread of a stream and others, which share the work of its launches.
class Workers {
 public:
  static constexpr int number = 2;
  Workers();
  ~Workers();
  Workers(Workers const&) = delete;
  Workers& operator=(Workers const&) = delete;
  /// Calls part(worker) on every thread, one of them the calling thread; returns when all calls have ended.
  void run(std::function<void(int)> const& part);

 private:
  void serve(int worker);
  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void(int)> const* part_ = nullptr;
  int busy_ = 0;
  unsigned long round_ = 0;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ptyger::gpu_double

/// A CUDA stream: a thread that executes jobs in order.
struct CUstream_st {
  explicit CUstream_st(int gpu_number);
  ~CUstream_st();
  CUstream_st(CUstream_st const&) = delete;
  CUstream_st& operator=(CUstream_st const&) = delete;
  void push(std::function<void()> job);
  /// Pushes a kernel: body(begin, end) for blocks of [0, count), on several threads in an order that changes.
  void launch(std::int64_t count, std::function<void(std::int64_t, std::int64_t)> body, std::int64_t block = 64);
  [[nodiscard]] bool idle();
  void wait();

  int const gpu;

 private:
  void work();
  void close_memory();
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;  ///< not ended; the first one is being executed
  bool memory_open_ = false;                ///< by this stream
  bool closing_ = false;
  std::unique_ptr<ptyger::gpu_double::Workers> workers_;  ///< from the first launch on
  std::mt19937_64 random_{7};
  std::thread thread_;
};

/// A CUDA event: a place in the work of a stream.
struct CUevent_st {
  struct State {
    std::mutex mutex;
    std::condition_variable changed;
    unsigned long recorded = 0;  ///< number of records
    unsigned long reached = 0;   ///< number of the last record that its stream has reached
  };
  std::shared_ptr<State> state = std::make_shared<State>();
  int gpu = 0;
};

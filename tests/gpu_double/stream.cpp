#include "tests/gpu_double/stream.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "tests/gpu_double/device_memory.hpp"

namespace {

/// A launch of fewer blocks runs on one thread, which is faster; the thread sanitizer needs all launches on several.
#ifdef __SANITIZE_THREAD__
constexpr std::int64_t few_blocks = 2;
#else
constexpr std::int64_t few_blocks = 32;
#endif

/// With PTYGER_GPU_DOUBLE_JITTER=MICROSECONDS, work on a stream begins up to so much later, which shows missing waits.
std::chrono::microseconds jitter() {
  static long const most = [] {
    char const* const text = std::getenv("PTYGER_GPU_DOUBLE_JITTER");
    return text == nullptr ? 0L : std::strtol(text, nullptr, 10);
  }();
  if (most <= 0) return std::chrono::microseconds(0);
  static thread_local std::mt19937 random{std::random_device{}()};
  return std::chrono::microseconds(std::uniform_int_distribution<long>(0, most)(random));
}

}  // namespace

namespace ptyger::gpu_double {

Workers::Workers() {
  for (int worker = 1; worker < number; ++worker) threads_.emplace_back([this, worker] { serve(worker); });
}

Workers::~Workers() {
  {
    std::scoped_lock const lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Workers::run(std::function<void(int)> const& part) {
  {
    std::scoped_lock const lock(mutex_);
    part_ = &part;
    busy_ = number - 1;
    ++round_;
  }
  changed_.notify_all();
  part(0);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return busy_ == 0; });
}

void Workers::serve(int worker) {
  for (unsigned long seen = 0;; ++seen) {
    std::function<void(int)> const* part = nullptr;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return closing_ || round_ != seen; });
      if (closing_) return;
      part = part_;
    }
    (*part)(worker);
    std::scoped_lock const lock(mutex_);
    if (--busy_ == 0) changed_.notify_all();
  }
}

}  // namespace ptyger::gpu_double

using ptyger::gpu_double::Workers;

CUstream_st::CUstream_st(int gpu_number) : gpu(gpu_number), thread_([this] { work(); }) {}

CUstream_st::~CUstream_st() {
  {
    std::scoped_lock const lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void CUstream_st::push(std::function<void()> job) {
  std::scoped_lock const lock(mutex_);
  jobs_.push_back(std::move(job));
  changed_.notify_all();
}

void CUstream_st::launch(std::int64_t count, std::function<void(std::int64_t, std::int64_t)> body, std::int64_t block) {
  push([this, count, block, body = std::move(body)] {
    std::int64_t const blocks = (count + block - 1) / block;
    if (blocks == 0) return;
    auto const turn = static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(blocks));
    auto const part = [&](int worker, int workers) {
      for (std::int64_t b = worker; b < blocks; b += workers) {
        auto const begin = (b + turn) % blocks * block;
        body(begin, std::min(begin + block, count));
      }
    };
    if (blocks < few_blocks) return part(0, 1);
    if (!workers_) workers_ = std::make_unique<Workers>();
    workers_->run([&](int worker) { part(worker, Workers::number); });
  });
}

bool CUstream_st::idle() {
  std::scoped_lock const lock(mutex_);
  if (jobs_.empty()) close_memory();
  return jobs_.empty();
}

void CUstream_st::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return jobs_.empty(); });
  close_memory();
}

/// Closes the memory of the GPU when a thread of the host learns that the stream is idle, and not before, since this
/// takes long; mutex_ must be locked.
void CUstream_st::close_memory() {
  if (std::exchange(memory_open_, false)) ptyger::gpu_double::memory_of(gpu).close();
}

void CUstream_st::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return closing_ || !jobs_.empty(); });
    if (jobs_.empty()) return close_memory();
    if (!std::exchange(memory_open_, true)) ptyger::gpu_double::memory_of(gpu).open();
    while (!jobs_.empty()) {
      {
        auto const job = std::move(jobs_.front());
        lock.unlock();
        if (auto const delay = jitter(); delay.count() > 0) std::this_thread::sleep_for(delay);
        job();
        lock.lock();
      }
      jobs_.pop_front();
    }
    changed_.notify_all();
  }
}

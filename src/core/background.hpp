#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>

namespace ptyger::core {

/// A thread that reads and writes files while the solver computes. Tasks run one after the other, in the order in which
/// they were posted. HDF5 allows one thread at a time, so only this thread may use it until drain() returns.
class Background {
 public:
  Background() : thread_([this](std::stop_token const& stop) { work(stop); }) {}
  ~Background() { drain(); }
  Background(Background const&) = delete;
  Background& operator=(Background const&) = delete;

  /// Appends a task; the future holds what it returns or throws.
  template <class Task>
  std::future<std::invoke_result_t<Task>> post(Task task) {
    using Value = std::invoke_result_t<Task>;
    // The promise does not own the task, so the captures of the task are freed when it ends.
    auto promise = std::make_shared<std::promise<Value>>();
    auto result = promise->get_future();
    {
      std::lock_guard const lock(mutex_);
      tasks_.push_back([promise, task = std::make_shared<Task>(std::move(task))] {
        try {
          if constexpr (std::is_void_v<Value>) {
            (*task)();
            promise->set_value();
          } else {
            promise->set_value((*task)());
          }
        } catch (...) {
          promise->set_exception(std::current_exception());
        }
      });
    }
    changed_.notify_all();
    return result;
  }

  /// Waits until all tasks are done.
  void drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return tasks_.empty(); });
  }

 private:
  /// Runs the tasks on the thread until it is asked to stop.
  void work(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !tasks_.empty(); })) {
      auto& task = tasks_.front();  // stays in the list until it is done; appending to a deque does not move it
      lock.unlock();
      task();
      task = nullptr;
      lock.lock();
      tasks_.pop_front();
      changed_.notify_all();
    }
  }

  std::mutex mutex_;                         ///< guards tasks_
  std::condition_variable_any changed_;      ///< a task was added or has ended
  std::deque<std::function<void()>> tasks_;  ///< the first one runs
  std::jthread thread_;
};

}  // namespace ptyger::core

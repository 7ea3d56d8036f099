#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace atelier {

// The threads that share the tasks of one loop. TensorFlow's own pool cannot be reached through its
// C API; this one is as large, and works only while one of our operations does.
class ThreadPool {
 public:
  using Run = std::function<void(int task)>;

  // The pool of the process, with as many threads as TensorFlow computes with.
  static ThreadPool& shared();

  explicit ThreadPool(int threads) {
    for (int i = 1; i < threads; i++) workers_.emplace_back([this] { work(); });
  }

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  // Held by an operation from its first loop to its last, so that two never share scratch memory.
  std::mutex& exclusive() { return exclusive_; }

  // Runs every task once, on any thread; returns when all are done.
  void forEach(int tasks, const Run& run) {
    run_ = &run;
    tasks_ = tasks;
    next_.store(0, std::memory_order_relaxed);
    working_.store(static_cast<int>(workers_.size()), std::memory_order_relaxed);
    {
      std::lock_guard<std::mutex> lock(mutex_);
      loop_.fetch_add(1, std::memory_order_release);
    }
    wake_.notify_all();
    takeTasks();
    waitUntil([this] { return working_.load(std::memory_order_acquire) == 0; }, [] { std::this_thread::yield(); });
  }

 private:
  // Loops follow each other within microseconds, sleeping threads need tens of them to wake.
  static constexpr int SPINS = 4000;

  template <typename Ready, typename Rest>
  static void waitUntil(Ready ready, Rest rest) {
    for (int spin = 0; spin < SPINS; spin++) {
      if (ready()) return;
      __builtin_ia32_pause();
    }
    while (!ready()) rest();
  }

  void takeTasks() {
    for (int task; (task = next_.fetch_add(1, std::memory_order_relaxed)) < tasks_;) (*run_)(task);
  }

  void work() {
    for (int seen = 0;;) {
      const auto called = [&] { return loop_.load(std::memory_order_acquire) != seen; };
      waitUntil(called, [&] {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, called);
      });
      seen = loop_.load(std::memory_order_acquire);
      takeTasks();
      working_.fetch_sub(1, std::memory_order_release);
    }
  }

  std::vector<std::thread> workers_;
  std::mutex exclusive_, mutex_;
  std::condition_variable wake_;
  std::atomic<int> loop_{0}, next_{0}, working_{0};
  int tasks_ = 0;
  const Run* run_ = nullptr;
};

}  // namespace atelier

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
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

  // Runs every task once, on any thread; returns when all are done. Fewer than 2^20 tasks.
  void forEach(int tasks, const Run& run) {
    run_ = &run;
    unfinished_.store(tasks, std::memory_order_relaxed);
    {
      std::lock_guard<std::mutex> lock(mutex_);
      loop_++;
      tickets_.store(loop_ << 2 * TICKET_BITS | std::uint64_t(tasks) << TICKET_BITS, std::memory_order_release);
    }
    wake_.notify_all();
    takeTasks();
    waitUntil([this] { return unfinished_.load(std::memory_order_acquire) == 0; }, [] { std::this_thread::yield(); });
  }

 private:
  // Loops follow each other within microseconds, sleeping threads need tens of them to wake. No longer:
  // TensorFlow's own threads want the processors in between.
  static constexpr int SPINS = 4000;
  // Loop number, number of tasks and next task in one word, so that a thread that comes late to a loop
  // cannot mistake its ticket for one of the next.
  static constexpr int TICKET_BITS = 20;
  static constexpr std::uint64_t TICKET = (1 << TICKET_BITS) - 1;

  template <typename Ready, typename Rest>
  static void waitUntil(Ready ready, Rest rest) {
    for (int spin = 0; spin < SPINS; spin++) {
      if (ready()) return;
      __builtin_ia32_pause();
    }
    while (!ready()) rest();
  }

  void takeTasks() {
    for (;;) {
      const std::uint64_t ticket = tickets_.fetch_add(1, std::memory_order_acq_rel);
      if ((ticket & TICKET) >= (ticket >> TICKET_BITS & TICKET)) return;
      (*run_)(static_cast<int>(ticket & TICKET));
      unfinished_.fetch_sub(1, std::memory_order_release);
    }
  }

  void work() {
    for (std::uint64_t seen = 0;;) {
      const auto called = [&] { return loopOf(tickets_.load(std::memory_order_acquire)) != seen; };
      waitUntil(called, [&] {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, called);
      });
      seen = loopOf(tickets_.load(std::memory_order_acquire));
      takeTasks();
    }
  }

  static std::uint64_t loopOf(std::uint64_t tickets) { return tickets >> 2 * TICKET_BITS; }

  std::vector<std::thread> workers_;
  std::mutex exclusive_, mutex_;
  std::condition_variable wake_;
  std::uint64_t loop_ = 0;
  std::atomic<std::uint64_t> tickets_{0};
  std::atomic<int> unfinished_{0};
  const Run* run_ = nullptr;
};

}  // namespace atelier

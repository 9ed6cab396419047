#include "tests/gpu_double/state.hpp"

namespace ptyger::gpu_double {
namespace {

/// Faults that tests have set, and what the test double has counted.
struct Control {
  std::mutex mutex;
  std::map<std::string, int> calls;                    ///< [function] number of calls
  std::map<std::string, std::map<int, Fault>> faults;  ///< [function][nth call]
  std::vector<std::string> violations;
  std::map<int, std::int64_t> bytes;  ///< [rank] given to ncclSend and ncclAllReduce
  int communicators = 0;              ///< neither destroyed nor aborted
};

Control& control() {
  static Control instance;
  return instance;
}

void inject(std::string const& function, int nth, Fault const& fault) {
  std::scoped_lock const lock(control().mutex);
  control().faults[function][nth] = fault;
}

}  // namespace

Fault enter(char const* function) {
  Fault fault;
  {
    std::scoped_lock const lock(control().mutex);
    int const nth = ++control().calls[function];
    auto const& faults = control().faults[function];
    if (auto const found = faults.find(nth); found != faults.end()) fault = found->second;
  }
  return fault;
}

void record_violation(std::string const& what) {
  std::scoped_lock const lock(control().mutex);
  control().violations.push_back(what);
}

void count_bytes_given(int rank, std::int64_t bytes) {
  std::scoped_lock const lock(control().mutex);
  control().bytes[rank] += bytes;
}

void count_communicators(int change) {
  std::scoped_lock const lock(control().mutex);
  control().communicators += change;
}

void reset() {
  forget_communicators();
  std::scoped_lock const lock(control().mutex);
  auto& state = control();
  state.calls.clear();
  state.faults.clear();
  state.violations.clear();
  state.bytes.clear();
  if (state.communicators != 0)
    state.violations.push_back(std::to_string(state.communicators) + " communicators were never destroyed");
}

std::vector<std::string> violations() {
  std::scoped_lock const lock(control().mutex);
  return control().violations;
}

int calls(std::string const& function) {
  std::scoped_lock const lock(control().mutex);
  return control().calls[function];
}

int live_communicators() {
  std::scoped_lock const lock(control().mutex);
  return control().communicators;
}

std::int64_t bytes_given(int rank) {
  std::scoped_lock const lock(control().mutex);
  return control().bytes[rank];
}

void fail(std::string const& function, int nth, int code) {
  inject(function, nth, {.kind = Fault::Kind::fail, .code = code});
}
void fail_asynchronously(std::string const& function, int nth, int code) {
  inject(function, nth, {.kind = Fault::Kind::fail_asynchronously, .code = code});
}
void delay(std::string const& function, int nth, std::chrono::milliseconds time) {
  inject(function, nth, {.kind = Fault::Kind::delay, .time = time});
}
void hang(std::string const& function, int nth) {
  inject(function, nth, {.kind = Fault::Kind::hang});
}

}  // namespace ptyger::gpu_double

#include "tests/gpu_double/nccl_world.hpp"

#include <cstring>

namespace ptyger::gpu_double {
namespace {

using Lock = std::unique_lock<std::mutex>;

std::size_t bytes_of(ncclDataType_t type) {
  return type == ncclFloat ? sizeof(float) : sizeof(double);
}

std::string text_of(Operand const& operand) {
  return std::to_string(operand.count) + (operand.type == ncclFloat ? " floats" : " doubles") + " in group " +
         std::to_string(operand.group);
}

bool same_call(Operand const& a, Operand const& b) {
  return a.count == b.count && a.type == b.type && a.group == b.group;
}

/// Sums in the order of the ranks and copies the sum to all ranks.
template <class Real>
void add_up(std::map<int, Operand> const& operands) {
  auto const count = operands.begin()->second.count;
  std::vector<Real> total(count, Real{0});
  for (auto const& [rank, operand] : operands)
    for (std::size_t i = 0; i < count; ++i) total[i] += static_cast<Real const*>(operand.from)[i];
  for (auto const& [rank, operand] : operands) std::memcpy(operand.to, total.data(), count * sizeof(Real));
}

/// Executes the calls of one group for one communicator, on the thread of its stream.
class Work {
 public:
  explicit Work(ncclComm& own) : own_(own), world_(*own.world), lock_(world_.mutex) {}

  void run(std::vector<Operation>& operations) {
    for (auto& operation : operations) begin(operation);
    for (auto& operation : operations) post(operation);
    // Every rank posts all its operations before it waits, so no two ranks wait for each other.
    for (auto const& operation : operations)
      if (operation.kind == Operation::Kind::receive) finish(operation);
    for (auto const& operation : operations)
      if (operation.kind != Operation::Kind::receive) finish(operation);
    --own_.pending;
    world_.changed.notify_all();
  }

 private:
  /// Whether this communicator or a peer was aborted or has failed.
  [[nodiscard]] bool stopped() const { return own_.aborted || world_.broken; }

  /// Waits for the condition; returns false when the communicator stops before.
  template <class Condition>
  bool wait(Condition const& condition) {
    world_.changed.wait(lock_, [&] { return stopped() || condition(); });
    return !stopped();
  }

  void fail(ncclResult_t error) {
    if (own_.error == ncclSuccess && !stopped()) own_.error = error;
    world_.broken = true;
    world_.changed.notify_all();
  }

  void violate_rules(std::string const& what) {
    record_violation("rank " + std::to_string(own_.rank) + ": " + what);
    fail(ncclInvalidUsage);
  }

  /// Carries out the fault that a test has set for the call.
  void begin(Operation const& operation) {
    auto const& fault = operation.fault;
    if (fault.kind == Fault::Kind::delay) {
      lock_.unlock();
      std::this_thread::sleep_for(fault.time);
      lock_.lock();
    }
    if (fault.kind == Fault::Kind::hang) wait([] { return false; });
    if (fault.kind == Fault::Kind::fail_asynchronously) fail(static_cast<ncclResult_t>(fault.code));
  }

  /// Offers the data of a send or a sum to the other ranks.
  void post(Operation& operation) {
    auto const& [from, to, count, type, group] = operation.operand;
    if (stopped()) return;
    if (operation.kind == Operation::Kind::send) {
      operation.transfer = std::make_shared<Transfer>(Transfer{from, count, type, group});
      world_.sends[{own_.rank, operation.peer}].push_back(operation.transfer);
    }
    if (operation.kind == Operation::Kind::sum) contribute(operation);
    world_.changed.notify_all();
  }

  /// Adds the data of this rank to an all-reduce; the last rank computes the sum.
  void contribute(Operation const& operation) {
    auto& reduction = world_.reductions[operation.number];
    reduction.operands[own_.rank] = operation.operand;
    auto const& first = reduction.operands.begin()->second;
    for (auto const& [rank, operand] : reduction.operands)
      if (!same_call(operand, first))
        return violate_rules("ncclAllReduce of " + text_of(first) + " on one rank, of " + text_of(operand) +
                             " on another");
    if (static_cast<int>(reduction.operands.size()) < world_.ranks) return;
    if (first.type == ncclFloat)
      add_up<float>(reduction.operands);
    else
      add_up<double>(reduction.operands);
    reduction.done = true;
  }

  /// Waits until a call has ended.
  void finish(Operation const& operation) {
    if (stopped()) return;
    switch (operation.kind) {
      case Operation::Kind::send:
        wait([&] { return operation.transfer->taken; });
        break;
      case Operation::Kind::receive:
        receive(operation);
        break;
      case Operation::Kind::sum:
        wait([&] { return world_.reductions[operation.number].done; });
        break;
    }
  }

  void receive(Operation const& operation) {
    auto& incoming = world_.sends[{operation.peer, own_.rank}];
    if (!wait([&] { return !incoming.empty(); })) return;
    auto const transfer = incoming.front();
    incoming.pop_front();
    Operand const sent{nullptr, nullptr, transfer->count, transfer->type, transfer->group};
    if (!same_call(sent, operation.operand))
      return violate_rules("ncclRecv of " + text_of(operation.operand) + " from rank " +
                           std::to_string(operation.peer) + ", which sends " + text_of(sent));
    std::memcpy(operation.operand.to, transfer->data, transfer->count * bytes_of(transfer->type));
    transfer->taken = true;
    world_.changed.notify_all();
  }

  ncclComm& own_;
  World& world_;
  Lock lock_;
};

}  // namespace

void perform(std::shared_ptr<ncclComm> const& communicator, std::vector<Operation> operations) {
  Work(*communicator).run(operations);
}

}  // namespace ptyger::gpu_double

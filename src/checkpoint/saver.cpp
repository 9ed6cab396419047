#include "checkpoint/saver.hpp"

#include <exception>
#include <memory>
#include <utility>

#include "checkpoint/checkpoint_file.hpp"

namespace ptyger::checkpoint {

Saver::Saver(core::Background& background, Target target, Interval interval, Report report)
    : background_(background),
      target_(std::move(target)),
      interval_(interval),
      report_(std::move(report)),
      last_(Clock::now()) {}

Saver::~Saver() {
  if (pending_.valid()) pending_.wait();
}

bool Saver::due() {
  ++iterations_since_last_;
  if (pending_.valid() && pending_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
  return (interval_.seconds && Clock::now() - last_ >= *interval_.seconds) ||
         (interval_.iterations && iterations_since_last_ >= *interval_.iterations);
}

void Saver::save(Checkpoint checkpoint) {
  last_ = Clock::now();
  iterations_since_last_ = 0;
  if (pending_.valid()) pending_.wait();
  auto const shared = std::make_shared<Checkpoint const>(std::move(checkpoint));
  pending_ = background_.post([this, shared] {
    std::string failure;
    try {
      write_checkpoint(target_.file, *shared, target_.key, target_.precision);
    } catch (std::exception const& error) {  // the run goes on without a checkpoint
      failure = error.what();
    }
    report_(shared->iteration, failure);
  });
}

}  // namespace ptyger::checkpoint

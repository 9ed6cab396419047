#pragma once

#include <cstddef>
#include <memory>

namespace ptyger::perf {

/// The unit of every speed ratio: one in-cache FFTW transform of an n x n single-precision frame on one core, planned
/// by FFTW itself and independent of the product's transforms.
class TransformFloor {
 public:
  explicit TransformFloor(int n);
  ~TransformFloor();
  TransformFloor(TransformFloor const&) = delete;
  TransformFloor& operator=(TransformFloor const&) = delete;

  /// Seconds of `count` transforms of the same frame, one after the other.
  double seconds(std::size_t count) const;

 private:
  struct Plan;
  std::unique_ptr<Plan> plan_;
};

}  // namespace ptyger::perf

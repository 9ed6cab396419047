#pragma once

#include <cstddef>
#include <memory>

namespace ptyger::perf {

/// Unit of all speed ratios: an in-cache FFTW transform of an n x n single-precision frame on one core. It has a plan
/// of its own, independent of the transforms of the library.
class TransformFloor {
 public:
  explicit TransformFloor(int n);
  ~TransformFloor();
  TransformFloor(TransformFloor const&) = delete;
  TransformFloor& operator=(TransformFloor const&) = delete;

  /// Seconds of `count` transforms of the same frame in sequence.
  double seconds(std::size_t count) const;

 private:
  struct Plan;
  std::unique_ptr<Plan> plan_;
};

}  // namespace ptyger::perf

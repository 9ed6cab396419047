#include "perf/transform_floor.hpp"

#include <fftw3.h>

#include <chrono>

namespace ptyger::perf {

struct TransformFloor::Plan {
  fftwf_complex* in;
  fftwf_complex* out;
  fftwf_plan forward;

  explicit Plan(int n)
      : in(fftwf_alloc_complex(static_cast<std::size_t>(n) * static_cast<std::size_t>(n))),
        out(fftwf_alloc_complex(static_cast<std::size_t>(n) * static_cast<std::size_t>(n))),
        forward(fftwf_plan_dft_2d(n, n, in, out, FFTW_FORWARD, FFTW_MEASURE)) {
    for (int i = 0; i < n * n; ++i) {
      in[i][0] = 1.0F / static_cast<float>(1 + i % 97);
      in[i][1] = 0.5F;
    }
  }
  Plan(Plan const&) = delete;
  Plan& operator=(Plan const&) = delete;
  ~Plan() {
    fftwf_destroy_plan(forward);
    fftwf_free(in);
    fftwf_free(out);
  }
};

TransformFloor::TransformFloor(int n) : plan_(std::make_unique<Plan>(n)) {}
TransformFloor::~TransformFloor() = default;

double TransformFloor::seconds(std::size_t count) const {
  auto const begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < count; ++i) fftwf_execute(plan_->forward);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace ptyger::perf

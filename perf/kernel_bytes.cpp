#include "perf/kernel_bytes.hpp"

#include <algorithm>

namespace ptyger::perf {
namespace {

/// Functor, pixels, bytes of counts, reals, reals a mode. A complex number is two reals.
std::vector<KernelBytes> gradient(MemoryStrategy strategy, double passes) {
  std::vector<KernelBytes> kernels;
  if (strategy == MemoryStrategy::carried) {
    // reads f, a, b; writes f
    kernels.push_back({"AdvanceFarFields", Over::frame, 0, 0, 8});
  } else {
    // reads S psi; writes the exit waves
    kernels.push_back({"FormExitWaves", Over::frame, 0, 2, 2});
    kernels.push_back(transforms(Over::frame, 1, passes));
  }
  // reads 16-bit counts and f; writes the residual waves
  kernels.push_back({"WeighResiduals", Over::frame, 2, 0, 4});
  kernels.push_back(transforms(Over::frame, 1, passes));
  // reads S psi and the residual waves; reads and writes the object's gradient
  kernels.push_back({"BackProject", Over::frame, 0, 2 + 4, 2});
  return kernels;
}

std::vector<KernelBytes> step_search(MemoryStrategy strategy, double passes) {
  bool const carried = strategy == MemoryStrategy::carried;
  auto const over = carried ? Over::frame : Over::tried;  // a and b are kept for all frames
  std::vector<KernelBytes> kernels;
  if (!carried) {
    kernels.push_back({"FormExitWaves", over, 0, 2, 2});
    kernels.push_back(transforms(over, 1, passes));
  }
  // reads S psi and S d; writes a and b
  kernels.push_back({"FormDirectionWaves", over, 0, 4, 4});
  kernels.push_back(transforms(over, 2, passes));
  // reads counts, f, a, b
  kernels.push_back({"SumTrials", over, 2, 0, 6});
  return kernels;
}

}  // namespace

KernelBytes transforms(Over over, int number, double passes) {
  return {"transform", over, 0, 0, 4 * passes, number};
}

std::vector<KernelBytes> iteration_kernels(MemoryStrategy strategy, double transform_passes) {
  auto kernels = gradient(strategy, transform_passes);
  // reads and writes the illumination
  kernels.push_back({"ScatterBilinear", Over::lit, 0, 2, 0});
  for (auto& kernel : step_search(strategy, transform_passes)) kernels.push_back(std::move(kernel));
  kernels.push_back({"clear", Over::local, 0, 2 + 1, 0});       // writes gradient and illumination
  kernels.push_back({"Largest", Over::owned, 0, 1, 0});         // reads illumination
  kernels.push_back({"Precondition", Over::updated, 0, 5, 0});  // reads g and illumination; writes z
  kernels.push_back({"MultiplyParts", Over::owned, 0, 10, 0});  // reads g, z, those of the last iteration, d
  kernels.push_back({"Conjugate", Over::updated, 0, 12, 0});    // reads g, z, d; writes d and the last g and z
  kernels.push_back({"AddScaled", Over::local, 0, 6, 0});       // reads and writes psi, reads d
  // Packs, and adds or puts what comes, of a gather and of a scatter.
  kernels.push_back({"CopyBox", Over::halo, 0, 4 + 6 + 4 + 4, 0});
  return kernels;
}

std::vector<KernelBytes> epoch_kernels(double transform_passes) {
  return gradient(MemoryStrategy::recompute, transform_passes);
}

std::vector<KernelBytes> epoch_step_kernels() {
  return {{"MomentumStep", Over::updated, 0, 9, 0},  // reads psi, g and illumination; writes psi and g
          {"ClearOutside", Over::halo, 0, 2, 0},
          {"CopyBox", Over::halo, 0, 4 + 6 + 4 + 4, 0}};
}

/// As StepSearch does: every third frame at the most, and no fewer than 128.
double tried_share(std::size_t frames) {
  return 1 / static_cast<double>(std::clamp<std::size_t>(frames / 128, 1, 3));
}

}  // namespace ptyger::perf

#include "perf/kernel_bytes.hpp"

#include "model/trial_frames.hpp"

namespace ptyger::perf {
namespace {

/// Initialisers are functor, domain, bytes of counts, reals and reals per mode, launches, instructions. A complex
/// number counts as two reals.
std::vector<KernelBytes> gradient(MemoryStrategy strategy, double passes) {
  std::vector<KernelBytes> kernels;
  if (strategy == MemoryStrategy::carried) {
    // reads f, a, b; writes f
    kernels.push_back({"AdvanceFarFields", Domain::frame, 0, 0, 8, 1, 0});
  } else {
    // writes the exit waves
    kernels.push_back({"FormExitWaves", Domain::frame, 0, 0, 2, 1, 38});
    kernels.push_back(transforms(Domain::frame, 1, passes));
    kernels.push_back({"object for FormExitWaves", Domain::local, 0, 2, 0, 1, 0});
  }
  // reads 16-bit counts and f; writes the residual waves
  kernels.push_back({"WeighResiduals", Domain::frame, 2, 0, 4, 1, 60});
  kernels.push_back(transforms(Domain::frame, 1, passes));
  // reads the residual waves; a thread adds 32 frames, as in a large scan
  kernels.push_back({"BackProject", Domain::frame, 0, 0, 2, 1, 113});
  kernels.push_back({"object for BackProject", Domain::local, 0, 2 + 4 + 2, 0, 1, 0});
  return kernels;
}

std::vector<KernelBytes> step_search(MemoryStrategy strategy, double passes) {
  bool const carried = strategy == MemoryStrategy::carried;
  auto const domain = carried ? Domain::frame : Domain::searched;  // a and b are stored for all frames
  // writes a and b, and the exit waves of f unless it is stored
  double const waves = carried ? 4 : 6;
  return {{"FormDirectionWaves", domain, 0, 0, waves, 1, 102},
          {"object for FormDirectionWaves", Domain::local, 0, 4, 0, 1, 0},
          transforms(domain, carried ? 2 : 3, passes),
          // reads counts, f, a, b
          {"SumTrials", domain, 2, 0, 6, 1, 113}};
}

}  // namespace

KernelBytes transforms(Domain domain, int number, double passes) {
  return {"transform", domain, 0, 0, 4 * passes, number};
}

std::vector<KernelBytes> iteration_kernels(MemoryStrategy strategy, double transform_passes) {
  auto kernels = gradient(strategy, transform_passes);
  // illumination by frames of other devices
  kernels.push_back({"ScatterBilinear", Domain::remote, 0, 2, 0, 1, 36});
  for (auto& kernel : step_search(strategy, transform_passes)) kernels.push_back(std::move(kernel));
  kernels.push_back({"clear", Domain::local, 0, 2 + 1, 0});       // writes gradient and illumination
  kernels.push_back({"Largest", Domain::owned, 0, 1, 0});         // reads illumination
  kernels.push_back({"Precondition", Domain::updated, 0, 5, 0});  // reads g and illumination; writes z
  kernels.push_back({"MultiplyParts", Domain::owned, 0, 10, 0});  // reads g, z, g and z of the last iteration, d
  kernels.push_back({"Conjugate", Domain::updated, 0, 12, 0});    // reads g, z, d; writes d and the last g and z
  kernels.push_back({"AddScaled", Domain::local, 0, 6, 0});       // reads and writes psi, reads d
  // Packing and unpacking for a reduction to owners and for a broadcast from owners.
  kernels.push_back({"CopyBox", Domain::halo, 0, 4 + 6 + 4 + 4, 0});
  return kernels;
}

std::vector<KernelBytes> epoch_kernels(double transform_passes) {
  return gradient(MemoryStrategy::recompute, transform_passes);
}

std::vector<KernelBytes> epoch_step_kernels() {
  return {{"MomentumStep", Domain::updated, 0, 9, 0},  // reads psi, g and illumination; writes psi and g
          {"ClearOutside", Domain::halo, 0, 2, 0},
          {"CopyBox", Domain::halo, 0, 4 + 6 + 4 + 4, 0}};
}

double searched_share(std::size_t frames) {
  return 1.0 / model::trial_stride(static_cast<int>(frames));
}

}  // namespace ptyger::perf

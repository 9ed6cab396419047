#pragma once

#include <string>
#include <vector>

#include "ptyger/options.hpp"

namespace ptyger::perf {

/// What a kernel runs over.
enum class Over {
  frame,    ///< detector pixels of every frame of a device
  tried,    ///< of those that a step search looks at
  lit,      ///< pixels of the patches of all frames that light what a device steps, its own and its neighbours'
  local,    ///< pixels of the object that a device holds
  updated,  ///< of those, where it computes the direction itself
  owned,    ///< of those, what it owns
  halo      ///< of those, what others own, when the object is tiled
};

/// Bytes that one launch of a kernel moves between a GPU and its memory, for one pixel of what it runs over:
/// counts + real_bytes (reals + reals_a_mode M). What all frames share (probe, its gradient, mask) stays in the cache;
/// waves do not, since a chunk of frames is larger. Additions by many threads to one place are taken to cost no more
/// than their bytes.
struct KernelBytes {
  std::string functor;  ///< name without template arguments, as in a report of the assembler
  Over over = Over::frame;
  double counts = 0;
  double reals = 0;
  double reals_a_mode = 0;
  int launches = 1;

  [[nodiscard]] double a_pixel(std::size_t modes, std::size_t real_bytes) const {
    return counts + static_cast<double>(real_bytes) * (reals + reals_a_mode * static_cast<double>(modes));
  }
};

/// 2-D transforms of a batch of waves, in passes that each read and write a complex number a mode: one for the rows and
/// one for the columns, or a single one where a frame fits into a multiprocessor.
KernelBytes transforms(Over over, int number, double passes);
/// All kernels of a CG iteration that count, of joint steps.
std::vector<KernelBytes> iteration_kernels(MemoryStrategy strategy, double transform_passes);
/// Of the frames of an epoch of the start, each seen once; and of one of its steps.
std::vector<KernelBytes> epoch_kernels(double transform_passes);
std::vector<KernelBytes> epoch_step_kernels();

/// Share of the frames of a scan that a step search looks at when no fields are kept.
double tried_share(std::size_t frames);

}  // namespace ptyger::perf

#pragma once

#include <string>
#include <vector>

#include "ptyger/options.hpp"

namespace ptyger::perf {

/// The pixels that a kernel processes.
enum class Domain {
  frame,     ///< detector pixels of all frames of a device
  searched,  ///< detector pixels of the frames that the line search evaluates
  remote,    ///< pixels of the patches of frames of other devices that illuminate the updated pixels
  local,     ///< object pixels in the memory of a device
  updated,   ///< object pixels whose direction a device computes
  owned,     ///< object pixels that a device owns
  halo       ///< local object pixels that other devices own, when the object is tiled
};

/// Bytes that a launch of a kernel moves between a GPU and its memory for each pixel of its domain:
/// counts + real_bytes (reals + reals_per_mode M). Arrays that all frames share (probe, its gradient, mask) are assumed
/// to stay in the cache, and the pixels of the object under a frame until the next frames have used them, too, because
/// neighbours follow one another: each pass moves the object once. Exit waves do not stay, since a chunk of frames is
/// larger than the cache. Atomic additions are assumed to cost no more than their bytes.
struct KernelBytes {
  std::string functor;  ///< name without template arguments, as cmake/ptxas_report prints it
  Domain domain = Domain::frame;
  double counts = 0;          ///< bytes of counts
  double reals = 0;           ///< number of reals that do not depend on the number of modes
  double reals_per_mode = 0;  ///< number of reals for each mode
  int launches = 1;           ///< launches in an iteration
  /// Instructions of a thread for each pixel and mode on sm_90, of cmake/sass_report with bilinear sampling; 0: not
  /// known
  double instructions = 0;

  [[nodiscard]] double per_pixel(std::size_t modes, std::size_t real_bytes) const {
    return counts + static_cast<double>(real_bytes) * (reals + reals_per_mode * static_cast<double>(modes));
  }
};

/// 2-D transforms of a batch of waves. Each pass reads and writes a complex number per pixel and mode: two passes, for
/// rows and for columns, or one where a frame fits into a multiprocessor.
KernelBytes transforms(Domain domain, int number, double passes);
/// All kernels of a joint CG iteration with a noticeable share of its time.
std::vector<KernelBytes> iteration_kernels(MemoryStrategy strategy, double transform_passes);
/// Kernels over the frames of an epoch of the start, which processes each frame once.
std::vector<KernelBytes> epoch_kernels(double transform_passes);
/// Kernels over the object for a step of an epoch.
std::vector<KernelBytes> epoch_step_kernels();

/// Share of the frames of a scan that the line search evaluates when far fields are recomputed.
double searched_share(std::size_t frames);

}  // namespace ptyger::perf

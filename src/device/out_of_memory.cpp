#include "device/out_of_memory.hpp"

#include <fmt/format.h>

namespace ptyger::device {

std::string out_of_memory(int id, bool on_gpu, std::string const& label, std::string const& cause) {
  if (!on_gpu)
    return fmt::format(
        "no memory is left for '{}' ({}): --memory-strategy recompute, fewer devices or fewer probe modes need less",
        label, cause);
  return fmt::format(
      "no memory is left on GPU {} for '{}' ({}). If other programs use this GPU (nvidia-smi lists them), wait for "
      "them, or tell the program by --memory what is left; else use more devices, --stream-frames yes, "
      "--memory-strategy recompute, or fewer probe modes",
      id, label, cause);
}

}  // namespace ptyger::device

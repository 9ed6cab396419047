#pragma once

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "ptyger/frame_corrections.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

struct Checkpoint;

enum class Noise { gaussian, poisson };
enum class Rule { prp, hz, dy, reference };
enum class Scheme { joint, alternating };
enum class Sampling { nearest, bilinear, fourier };
enum class MemoryStrategy { automatic, carried, coefficients, recompute };
enum class Precision { single, full };
enum class ProbeStart { given, blind };
enum class ModeStart { hermite, shifts };
enum class Partition { automatic, tiled, replicated };
enum class TransportKind { automatic, threads, nccl };

inline constexpr int most_start_epochs = 6;            ///< of the automatic start
inline constexpr int most_cg_iterations = 200;         ///< when the stopping rule decides
inline constexpr int refinement_interval = 2;          ///< CG iterations from one correction of the scan to the next;
                                                       ///< after every epoch of the start, but not at the very end
inline constexpr std::size_t least_blind_frames = 20;  ///< to find a probe from

/// How one projection is shared by the devices of a node. The result is the same for any of these, to rounding.
struct DeviceOptions {
  std::optional<int> count = 1;                        ///< empty: all GPUs, or the cores that this process may use
  Partition partition = Partition::automatic;          ///< of the object; automatic: what sends fewer bytes
  TransportKind transport = TransportKind::automatic;  ///< between devices
  /// The same bits at every run with as many devices on processors of one kind: plans of transforms are not measured,
  /// and the automatic choice of a memory strategy leaves out `carried`, whose far fields gather rounding errors that a
  /// checkpoint does not hold.
  bool deterministic = false;
  std::optional<std::size_t> memory;  ///< bytes a device may use; empty: what is free
  std::optional<bool> streaming;      ///< frames stay in the memory of the host; empty: if they must
  int margin = 1;                     ///< pixels held around all patches: how far positions may move
  std::chrono::milliseconds timeout = std::chrono::minutes(10);  ///< of one device for the others
};

/// What is corrected of the scan itself, in turn with object and probe.
struct Refine {
  bool positions = false;   ///< with bilinear or fourier sampling
  bool brightness = false;  ///< of single frames
  bool background = false;  ///< stray light that all frames share, pixel by pixel
  double most_drift = 10;   ///< of a position in any direction, pixels of the object

  [[nodiscard]] bool any() const { return positions || brightness || background; }
  /// Pixels that are kept free around all patches for it.
  [[nodiscard]] int drift_pixels() const { return positions ? static_cast<int>(std::ceil(most_drift)) : 0; }
};

/// The stage moves while a frame is exposed: by a share of the mean step along the fast axis of the scan, or by a given
/// vector. The exposure is then the incoherent sum of the probe at all its places, which its modes begin with.
struct FlyScan {
  double fraction = 0;             ///< of the step; 0: the stage stands still
  std::optional<Position> motion;  ///< metres, in place of the fraction; either sign
  bool from_start = false;         ///< the positions of the file are those where exposures begin, not their middles
  [[nodiscard]] bool moves() const { return fraction > 0 || motion.has_value(); }
};

/// What the solver is asked to do; the defaults are those of the command line, but for the number of devices.
struct Options {
  std::optional<int> iterations;               ///< CG iterations after the start; empty: the stopping rule decides
  std::optional<int> start_epochs;             ///< epochs of the ordered-subset start; empty: automatic, which is none
                                               ///< when there is an initial object
  ProbeStart probe_start = ProbeStart::given;  ///< given: Scan::probe; blind: search the defocus of the mean pattern
  bool recover_probe = true;
  std::size_t probe_modes = 1;
  ModeStart mode_start = ModeStart::hermite;
  FlyScan fly;            ///< from_start is for who reads the scan: reconstruct() takes positions as middles
  double smoothness = 0;  ///< weight of sum |psi_a - psi_b|^2 over neighbours, in units of the mean counts on a lit
                          ///< pixel of the object; in the conjugate gradients, not in the start
  Noise noise = Noise::gaussian;
  Rule rule = Rule::prp;
  Scheme scheme = Scheme::joint;
  Sampling sampling = Sampling::bilinear;
  MemoryStrategy memory = MemoryStrategy::automatic;
  Precision precision = Precision::single;
  DeviceOptions devices;
  Refine refine;
  double hold_out = 0.01;  ///< share of the detector's pixels that the stopping rule keeps from the fit
  std::uint64_t seed = 0;
  ObjectImage initial_object;  ///< empty: ones; else the shape that reconstruct() gives this scan, or an InputError
  FrameCorrections initial_corrections;  ///< of what `refine` names, within its bounds; empty: nothing
  bool keep_probe_power = false;  ///< the probe belongs to the initial object; else it is scaled to the measured power
  /// To go on from: no search, no start, no initial object. It has to be of this scan, with the same probe size and
  /// modes, noise, rule, scheme, sampling, smoothness, corrections and parts to recover; where both runs hold pixels
  /// out, these have to be the same. The number of devices, the limits and the precision may be others. Empty: begin.
  std::shared_ptr<Checkpoint const> resume;
};

}  // namespace ptyger

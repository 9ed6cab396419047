#pragma once

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "ptyger/frame_corrections.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/words.hpp"

namespace ptyger {

struct Checkpoint;

/// Noise model of the counts d, given the intensity I of the model.
enum class Noise {
  gaussian,  ///< amplitudes with equal variance: sum (sqrt(I) - sqrt(d))^2
  poisson    ///< counts: sum I - d - d ln(I/d)
};
/// Words of Noise.
constexpr std::array<Word<Noise>, 2> words_of(Noise) {
  return {{{"gaussian", Noise::gaussian}, {"poisson", Noise::poisson}}};
}
/// Rule of the conjugate gradients that makes the next direction.
enum class Rule {
  prp,       ///< Polak and Ribiere 1969; negative beta becomes 0
  hz,        ///< Hager and Zhang 2005
  dy,        ///< Dai and Yuan 1999
  reference  ///< method of Yu et al., Scientific Reports 12, 5334 (2022): Dai-Yuan beta, backtracking, no start,
             ///< nearest sampling
};
/// Words of Rule.
constexpr std::array<Word<Rule>, 4> words_of(Rule) {
  return {{{"prp", Rule::prp}, {"hz", Rule::hz}, {"dy", Rule::dy}, {"reference", Rule::reference}}};
}
/// Whether a step updates object and probe together or in turn.
enum class Scheme {
  joint,       ///< one step of both along a joint direction
  alternating  ///< a step of the object, then a step of the probe
};
/// Words of Scheme.
constexpr std::array<Word<Scheme>, 2> words_of(Scheme) {
  return {{{"joint", Scheme::joint}, {"alternating", Scheme::alternating}}};
}
/// How patches of the object at positions between pixels are sampled.
enum class Sampling {
  nearest,   ///< at the nearest whole pixel
  bilinear,  ///< interpolated between four whole pixels
  fourier  ///< at the nearest whole pixel, with the probe shifted by the remaining fraction; needs twice the transforms
};
/// Words of Sampling.
constexpr std::array<Word<Sampling>, 3> words_of(Sampling) {
  return {{{"nearest", Sampling::nearest}, {"bilinear", Sampling::bilinear}, {"fourier", Sampling::fourier}}};
}
/// Data that a device keeps between the passes of an iteration. Results differ by rounding errors only.
enum class MemoryStrategy {
  automatic,     ///< the fastest strategy that fits into memory
  carried,       ///< far fields
  coefficients,  ///< coefficients of the intensity as a polynomial of the step length
  recompute      ///< no data
};
/// Words of MemoryStrategy.
constexpr std::array<Word<MemoryStrategy>, 4> words_of(MemoryStrategy) {
  return {{{"auto", MemoryStrategy::automatic},
           {"carried", MemoryStrategy::carried},
           {"coefficients", MemoryStrategy::coefficients},
           {"recompute", MemoryStrategy::recompute}}};
}
/// Precision of fields; sums are always double.
enum class Precision {
  single,  ///< float
  full     ///< double
};
/// Words of Precision.
constexpr std::array<Word<Precision>, 2> words_of(Precision) {
  return {{{"single", Precision::single}, {"double", Precision::full}}};
}
/// Initial probe.
enum class ProbeStart {
  given,  ///< the probe of the scan, Scan::probe
  blind   ///< a probe found from the mean pattern by a search of the defocus
};
/// Initial values of probe modes that the initial probe lacks.
enum class ModeStart {
  hermite,  ///< the first mode times Hermite polynomials of the position
  shifts    ///< derivatives of the first mode, for a beam that is blurred by the size of its source
};
/// Words of ModeStart.
constexpr std::array<Word<ModeStart>, 2> words_of(ModeStart) {
  return {{{"hermite", ModeStart::hermite}, {"shifts", ModeStart::shifts}}};
}
/// How devices share the object.
enum class Partition {
  automatic,  ///< the partition that sends fewer bytes
  tiled,      ///< each device holds a tile and its halo
  replicated  ///< each device holds the whole object
};
/// Words of Partition.
constexpr std::array<Word<Partition>, 3> words_of(Partition) {
  return {{{"auto", Partition::automatic}, {"tiled", Partition::tiled}, {"replicated", Partition::replicated}}};
}
/// How devices exchange data.
enum class TransportKind {
  automatic,  ///< NCCL between GPUs, threads between cores
  threads,    ///< the threads of the devices copy between their memories
  nccl        ///< NCCL, between GPUs
};
/// Words of TransportKind.
constexpr std::array<Word<TransportKind>, 3> words_of(TransportKind) {
  return {{{"auto", TransportKind::automatic}, {"threads", TransportKind::threads}, {"nccl", TransportKind::nccl}}};
}

inline constexpr int most_start_epochs = 6;     ///< largest number of epochs of the automatic start
inline constexpr int most_cg_iterations = 200;  ///< largest number of iterations with the stopping rule
inline constexpr int refinement_interval = 4;   ///< iterations of the conjugate gradients between corrections of the
                                                ///< scan, which also follow the epochs of the start with short steps
inline constexpr std::size_t least_blind_frames = 20;  ///< smallest number of frames for the search of a probe

/// How the devices of this node share one projection. Results differ by rounding errors only.
struct DeviceOptions {
  std::optional<int> count = 1;  ///< number of devices; empty: GPUs that the frames fill, or cores of this process
  Partition partition = Partition::automatic;          ///< how the devices share the object
  TransportKind transport = TransportKind::automatic;  ///< how the devices exchange data
  /// The same bits at every run with the same number of devices of one kind: transforms are planned without measuring,
  /// and the automatic memory strategy is not `carried`, whose far fields accumulate rounding errors that a checkpoint
  /// does not hold.
  bool deterministic = false;
  std::optional<std::size_t> memory;  ///< bytes that a device may use; empty: all free memory
  std::optional<bool> streaming;  ///< frames stay in the memory of the host; empty: if they do not fit into the device
  int margin = 1;                 ///< pixels of the object around all patches, for refined positions
  std::chrono::milliseconds timeout = std::chrono::minutes(10);  ///< longest time that a device waits for the others
};

/// Corrections of the scan that are fitted, in turn with object and probe.
struct Refine {
  bool positions = false;   ///< positions of the frames; needs bilinear or fourier sampling
  bool brightness = false;  ///< brightness of each frame
  bool background = false;  ///< background counts of each detector pixel, the same in all frames
  double most_drift = 10;   ///< largest drift of a position in any direction, pixels of the object

  /// Whether anything is fitted.
  [[nodiscard]] bool any() const { return positions || brightness || background; }
  /// Pixels that the object needs around all patches for the drift of positions.
  [[nodiscard]] int drift_pixels() const { return positions ? static_cast<int>(std::ceil(most_drift)) : 0; }
};

/// Motion of the stage during an exposure: a fraction of the mean step along the fast axis of the scan, or a vector. An
/// exposure is the incoherent sum over the positions of the probe; the initial modes of the probe model this sum.
struct FlyScan {
  double fraction = 0;  ///< fraction of the step; 0: the stage stands still
  /// Vector of the motion, metres, in place of the fraction; both signs are equivalent.
  std::optional<Position> motion;
  bool from_start = false;  ///< positions of the file are the beginnings of exposures, not their middles
  /// Whether the stage moves.
  [[nodiscard]] bool moves() const { return fraction > 0 || motion.has_value(); }
};

/// A rectangle of the sample, metres, in the coordinates of the positions.
struct SampleRectangle {
  double top_m = 0;     ///< least y
  double left_m = 0;    ///< least x
  double bottom_m = 0;  ///< largest y
  double right_m = 0;   ///< largest x
  /// Whether both have the same edges.
  bool operator==(SampleRectangle const&) const = default;
};

/// What is known about sample and beam beforehand.
struct Constraints {
  std::vector<std::uint8_t> probe_aperture = {};    ///< [P][P] 1 = spatial frequencies that the probe may have, zero
                                                    ///< frequency in the corner; empty: all
  std::vector<std::uint8_t> probe_support = {};     ///< [P][P] 1 = pixels where the probe may differ from 0; empty: all
  std::vector<SampleRectangle> empty_regions = {};  ///< where there is no sample: the object stays 1
  double unit_amplitude = 0;  ///< weight of sum (|psi|^2 - 1)^2 over the pixels of the object, in units of
                              ///< the mean counts on an illuminated pixel
};

/// Settings of reconstruct(). The defaults are the defaults of the command line, except for the number of devices.
struct Options {
  std::optional<int> iterations;               ///< iterations after the start; empty: the stopping rule decides
  std::optional<int> start_epochs;             ///< epochs of the ordered-subset start; empty: automatic, which is none
                                               ///< when there is an initial object
  ProbeStart probe_start = ProbeStart::given;  ///< initial probe
  bool recover_probe = true;                   ///< false: the initial probe is kept
  std::size_t probe_modes = 1;                 ///< number of incoherent modes of the probe
  std::size_t probe_variation = 0;  ///< number K of probes whose share in the first mode is fitted for each frame
  ModeStart mode_start = ModeStart::hermite;  ///< initial values of modes that the initial probe lacks
  FlyScan fly;  ///< motion during exposures; reconstruct() ignores from_start: positions are the middles of exposures
  double smoothness = 0;  ///< weight of sum |psi_a - psi_b|^2 over neighbouring pixels of the object, in units of the
                          ///< mean counts on an illuminated pixel; in the conjugate gradients, not in the start
  double edge_threshold = 0;  ///< differences of neighbours above it are edges, which the smoothness weighs by their
                              ///< length, not its square; for an object whose mean modulus is about 1; 0: no
                              ///< difference is an edge
  Noise noise = Noise::gaussian;                      ///< noise model; the start uses gaussian
  Rule rule = Rule::prp;                              ///< rule of the conjugate gradients
  Scheme scheme = Scheme::joint;                      ///< joint or alternating steps
  Sampling sampling = Sampling::bilinear;             ///< sampling of patches between pixels
  MemoryStrategy memory = MemoryStrategy::automatic;  ///< data that are kept between passes
  Precision precision = Precision::single;            ///< precision of fields
  DeviceOptions devices;                              ///< how devices share the scan
  Refine refine;                                      ///< corrections of the scan that are fitted
  Constraints constraints;                            ///< what is known beforehand
  double hold_out = 0.01;      ///< fraction of the detector pixels that are held out of the fit, for the stopping rule
  std::uint64_t seed = 0;      ///< seed of the order of subsets and of the held-out pixels
  ObjectImage initial_object;  ///< empty: all ones; a shape that this scan does not need: InputError
  FrameCorrections initial_corrections;  ///< initial values of the corrections that `refine` fits, within its bounds
  bool fit_summary = false;  ///< whether Result::fit is computed, at the cost of one more transform a frame and mode
  bool keep_probe_power = false;  ///< the probe belongs to the initial object and is not scaled to the measured power
  /// Checkpoint that the run continues from, without search, start or initial object; empty: a new run. It must belong
  /// to this scan, and its run must have the same probe size, modes, noise, rule, scheme, sampling, smoothness
  /// and edges, corrections and parts to recover; if both runs hold pixels out, the same pixels. The number of devices,
  /// the limits and the precision may differ.
  std::shared_ptr<Checkpoint const> resume;
};

}  // namespace ptyger

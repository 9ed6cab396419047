#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint/saver.hpp"
#include "prepare/join_scans.hpp"
#include "ptyger/options.hpp"
#include "ptyger/read_options.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::prepare {

/// Settings of `ptyger reconstruct`; prepare::reconstruct_options() is the table of its options.
struct ReconstructSettings {
  std::vector<std::string> inputs;              ///< files of one scan; empty: `scans` has the files
  std::vector<std::vector<std::string>> scans;  ///< [scan], files of several scans that share something
  Share share = Share::nothing;                 ///< what they share
  ReadOptions read;                             ///< what the user states about the scan, in place of its files
  std::string output;                           ///< result file
  std::string probe = "auto";                   ///< auto, file, blind, or the name of a file with a probe
  std::string init;                             ///< result to start from; empty: none
  std::string metrics;                          ///< file of JSON lines, one for each record; empty: none
  std::string previews;                         ///< folder of the pictures; empty: the folder of the result
  write::PictureFormat picture_format = write::PictureFormat::png;
  std::string report;           ///< file of the HTML page; empty: none
  std::string cxi;              ///< CXI file with object and probe; empty: none
  bool tiff = false;            ///< whether the object is also written as TIFF files
  std::string rescue;           ///< folder for the result when its own fails; empty: for temporary files
  std::optional<double> watch;  ///< seconds between pictures while it runs; empty: none
  bool halves = false;          ///< whether both halves of the frames are compared after the run
  bool overwrite = false;       ///< whether existing output files are replaced
  checkpoint::Interval checkpoint_every{std::chrono::minutes(10), {}};  ///< how often a checkpoint is written
  bool fixed_probe = false;                                             ///< whether the initial probe is kept
  std::vector<std::string> empty_regions;  ///< X0,Y0,X1,Y1 of rectangles without sample, metres
  FrameNumbers empty_beam;                 ///< frames without sample, as in their file; empty: none
  std::string probe_aperture;  ///< auto, a radius in detector pixels, or the name of a file; empty: not known
  std::string probe_support;   ///< a radius in pixels of the object, or the name of a file; empty: not known
  std::optional<double> probe_defocus = 0;  ///< metres by which the initial probe is propagated; empty: chosen from the
                                            ///< data
  bool no_check = false;                 ///< whether the run begins without a check of the orientation of the positions
  std::optional<Noise> noise;            ///< empty: chosen from the data
  std::optional<Sampling> sampling;      ///< empty: chosen from the data
  std::optional<int> probe_modes;        ///< empty: chosen from the data
  std::optional<bool> refine_positions;  ///< empty: chosen from the data
  std::optional<double> smoothness;      ///< empty: chosen from the data
  std::optional<double> edge_threshold;  ///< empty: chosen with the smoothness, none beside a given one
  /// Options of the solver without probe_start and initial_object, which depend on the scan, and without settings that
  /// are chosen from the data.
  Options solver;

  /// The defaults of the command line: all devices of the node.
  ReconstructSettings() { solver.devices.count.reset(); }
};

}  // namespace ptyger::prepare

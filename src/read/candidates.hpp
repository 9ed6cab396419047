#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hdf5/types.hpp"

namespace ptyger::read {

/// A dataset of files of an unknown layout, or a dataset of this name in each of several files.
struct CandidateDataset {
  std::string name;                                     ///< path in the file, as a mapping names it
  std::string file;                                     ///< the first file that has it
  std::size_t files = 1;                                ///< number of files that have it
  hdf5::Shape shape = {};                               ///< in the first file
  hdf5::Kind kind;                                      ///< type of the values
  std::optional<std::string> unit = {};                 ///< attribute `units`
  std::optional<std::pair<double, double>> range = {};  ///< smallest and largest finite value; only of short lists
};

/// Datasets that could be frames.
struct CandidateFrames {
  CandidateDataset dataset;  ///< its name is a pattern when many datasets hold the frames
  std::size_t datasets = 1;  ///< number of datasets that fit the pattern
  std::size_t frames = 0;    ///< number of frames of all files
};

/// Datasets that could be positions: x and y, or both in x.
struct CandidatePositions {
  CandidateDataset x;
  std::optional<CandidateDataset> y = {};
  int fits = 0;  ///< the larger, the more the names and units speak for positions
};

/// A number that could be a quantity of the geometry.
struct CandidateQuantity {
  std::string name;        ///< path of the dataset, or "OBJECT@ATTRIBUTE"
  std::string file;        ///< file that has it
  bool attribute = false;  ///< whether it is an attribute, which a mapping cannot name
  double value = 0;        ///< in its unit
  std::string unit = {};   ///< unit that the file states; empty: none
};

/// What could be the parts of a scan in files of an unknown layout. In each list the most likely comes first.
struct Candidates {
  std::vector<CandidateFrames> frames = {};
  std::vector<CandidatePositions> positions = {};
  std::vector<CandidateDataset> lists = {};  ///< further lists with a number for each frame
  std::vector<CandidateDataset> masks = {};
  std::vector<CandidateDataset> darks = {};
  std::vector<CandidateDataset> probes = {};
  std::vector<CandidateQuantity> energies = {};
  std::vector<CandidateQuantity> wavelengths = {};
  std::vector<CandidateQuantity> distances = {};
  std::vector<CandidateQuantity> detector_pixels = {};
  std::vector<std::string> dangling = {};  ///< "FILE: why" of links that lead nowhere
  bool complete = true;                    ///< false: the files have more objects than were looked at
};

/// Looks for the parts of a scan by shape, unit and name. InputError when a file cannot be opened.
Candidates find_candidates(std::vector<std::string> const& files);

}  // namespace ptyger::read

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "ptyger/orientation.hpp"

namespace ptyger {

/// The files were recognised as a format.
struct FormatRecognised {
  std::string name;  ///< name of the format, for the user
};

/// ReadOptions stated quantities in place of the files.
struct GeometryGiven {
  std::optional<double> energy_eV;         ///< energy of the photons, or kinetic energy of the electrons
  std::optional<double> distance_m;        ///< distance from sample to detector
  std::optional<double> detector_pixel_m;  ///< pixel of the detector
  std::optional<double> pixel_m;           ///< pixel of the object
};

/// A number of a file cannot be meant in the unit that its file or format states, so another unit was taken.
struct UnitCorrected {
  /// Which number, and what shows that its unit is wrong.
  enum class Number {
    energy_in_joules,       ///< photon energy in joules, as CXI has it: no photon has so many
    energy_in_stated_unit,  ///< photon energy in the unit of its attribute: no microscope uses such photons
    positions,              ///< positions in the unit of their attribute: the sample moved by less than 1 nm
    detector_pixel          ///< pixel of the detector in the unit of its attribute: below 1 nm
  };
  Number number;           ///< which number was corrected
  std::string where;       ///< file and dataset
  double value = 0;        ///< the number in the file; 0 for positions
  std::string stated;      ///< unit that the file or the format states
  std::string taken = {};  ///< unit that was taken; empty: joules, or as the next UnitCorrected states
};

/// A file states an energy or a wavelength, but not of which particles: the reader decided.
struct ParticleAssumed {
  bool electrons = false;        ///< electrons were assumed, otherwise photons
  bool from_wavelength = false;  ///< the file states the wavelength, otherwise the energy
  double energy_eV = 0;          ///< energy of the photons, or kinetic energy of the electrons
  double wavelength_m = 0;       ///< their wavelength
  double pixel_m = 0;            ///< object pixel that took part in the decision; 0: none
};

/// A file states a wavelength and an energy of different photons; the wavelength was taken.
struct BeamContradiction {
  double wavelength_m = 0;  ///< stated wavelength
  double energy_eV = 0;     ///< stated energy
};

/// A product file does not state the energy. It states the object's pixel, so that no energy is needed.
struct EnergyNotStated {};

/// The distance from sample to detector was taken from the detector's corner position.
struct DistanceFromCornerPosition {};

/// The size of a detector pixel was taken from other numbers of the file.
struct DetectorPixelInferred {
  /// Where the size was taken from.
  enum class Source {
    height,        ///< the missing width was taken equal to the height
    width,         ///< the missing height was taken equal to the width
    basis_vectors  ///< lengths of the detector's basis vectors
  };
  Source source;  ///< where the size was taken from
};

/// The object's pixel is the one that the format has by convention.
struct PixelByConvention {
  double pixel_m = 0;  ///< height and width
};

/// The object's pixel of the file was taken as the pixel of frames that are cropped to the size of the probe.
struct PixelOfCroppedFrames {
  std::size_t probe_size = 0;  ///< rows = columns of the probe, pixels
};

/// A dataset does not hold one finite angle, so that it was not used.
struct AngleNotUsed {
  std::string where;  ///< file and dataset
};

/// The format does not prove the signs of the positions.
struct PositionSignsAssumed {
  bool beamline_default = false;  ///< the default of the programs of the beamline was taken, otherwise no sign changed
};

/// The positions along x lie along a stage that turns with the sample, so that the beam sees them foreshortened.
struct PositionsForeshortened {
  double angle_deg = 0;  ///< angle of the sample
  double factor = 1;     ///< by which the programs of the beamline multiply x
  bool applied = false;  ///< x was multiplied by the factor; not when the factor makes no sense at this angle
};

/// The positions of a half of a scan were refined by a reconstruction that may have used the other half.
struct PositionsRefined {
  std::string file;  ///< file of the positions
};

/// Frames without a position were left out.
struct FramesWithoutPosition {
  std::size_t frames = 0;   ///< number of frames that were left out
  std::size_t in_file = 0;  ///< number of frames in the files
};

/// Positions without a frame were left out.
struct PositionsWithoutFrame {
  std::size_t positions = 0;  ///< number of positions that were left out
};

/// One half of the frames was read.
struct HalfRead {
  bool odd = false;            ///< frames with odd numbers, otherwise those with even numbers
  std::size_t frames = 0;      ///< number of frames of this half
  std::size_t all_frames = 0;  ///< number of frames of both halves
};

/// The mask comes from a file that ReadOptions::mask names.
struct MaskFromFile {
  std::string where;          ///< file and dataset
  bool zero_is_good = false;  ///< zero marks good pixels, otherwise every other value does
};

/// The mask of the files marks pixels as not measured.
struct PixelsMasked {
  std::size_t masked = 0;  ///< number of masked pixels
  std::size_t pixels = 0;  ///< number of pixels of a frame of the file
};

/// Pixels were masked because no frame measured them.
struct PixelsNeverMeasured {
  std::size_t pixels = 0;  ///< number of these pixels
};

/// The mean of dark frames is subtracted from every frame.
struct DarkSubtracted {
  std::size_t frames = 0;  ///< number of dark frames
  std::string where;       ///< file and dataset
};

/// Values that detectors write where they measured nothing: the greatest number of an unsigned type, or 2^32 - 1. These
/// pixels are not measured in these frames.
struct CountsMarked {
  std::size_t values = 0;  ///< number of these values, over all frames
  double mark = 0;         ///< the value
};

/// Frames without any count were left out.
struct FramesWithoutCounts {
  std::size_t frames = 0;  ///< number of these frames
  std::int64_t first = 0;  ///< number of the first of them in the file
};

/// Frames whose position is not finite were left out.
struct PositionsNotFinite {
  std::size_t frames = 0;  ///< number of these frames
  std::int64_t first = 0;  ///< number of the first of them in the file
};

/// Parts of the frames that the files name are missing: their frames were left out.
struct FramesMissing {
  std::size_t frames = 0;  ///< number of frames that were left out; 0: unknown
  std::string where;       ///< file and dataset, or link, that leads nowhere
};

/// The positions are a raster: the files hold none, or ReadOptions replace them.
struct PositionsOfRaster {
  RasterShape shape = {};    ///< rows and columns
  RasterStep step = {};      ///< from row to row and from column to column
  PositionAxes axes = {};    ///< how the raster is turned by what the files state
  bool shape_given = false;  ///< ReadOptions or the mapping state the shape, otherwise the files
  bool step_given = false;   ///< ReadOptions or the mapping state the step, otherwise the files
  std::string beside = {};   ///< file that was not given, beside the frames, that states the shape; empty: none
};

/// Rows at the end of each frame hold numbers of the detector and were cut off.
struct RowsCut {
  std::size_t rows = 0;  ///< number of these rows
};

/// A number is stated once for each frame; all are equal within the spread, and their mean was taken.
struct MeanTaken {
  std::string where;       ///< file and dataset
  std::size_t values = 0;  ///< how many numbers
  double mean = 0;         ///< their mean, in the unit of the file
  double spread = 0;       ///< largest less smallest, in the unit of the file
};

/// A number in a file of arrays could be of the geometry, but is not used: nothing states its unit and its meaning.
struct NumberNotUsed {
  /// What the number could be.
  enum class Quantity {
    energy,    ///< energy or wavelength
    distance,  ///< from sample to detector
    pixel      ///< of the detector or of the object
  };
  Quantity quantity;  ///< by the name of the number
  std::string where;  ///< file and dataset or attribute
  double value = 0;   ///< as in the file
};

/// ReadOptions chose frames.
struct FramesChosen {
  bool matched = false;    ///< there are as many positions as chosen frames, to which they were given in order
  std::size_t frames = 0;  ///< number of frames that were left out
  std::size_t all = 0;     ///< number of frames with a position
};

/// A mask for single frames, or weights: pixels of a frame were not measured in this frame.
struct FramesMasked {
  std::size_t values = 0;  ///< number of masked values, over all frames
  std::string where;       ///< file and dataset
};

/// Negative counts were set to zero.
struct NegativeCountsClamped {
  std::size_t counts = 0;  ///< number of negative counts, over all frames
};

/// Counts that are not finite are taken as not measured.
struct CountsNotFinite {
  std::size_t counts = 0;  ///< number of counts that are not finite, over all frames
};

/// A square of every frame is kept, around its zero frequency.
struct FramesCropped {
  std::size_t size = 0;       ///< rows = columns of the square, pixels
  std::size_t rows = 0;       ///< rows of a frame of the file
  std::size_t cols = 0;       ///< columns of a frame of the file
  bool around_corner = true;  ///< the zero frequency is in the corner, otherwise in the centre
};

/// The zero frequency is where ReadOptions::center states it, and a square of every frame is kept around it.
struct ZeroFrequencyGiven {
  std::size_t row = 0;      ///< row of the zero frequency in the frames of the file
  std::size_t col = 0;      ///< column of the zero frequency in the frames of the file
  bool rounded = false;     ///< the stated point lies between pixels, and the nearest pixel was taken
  std::size_t size = 0;     ///< rows = columns of the square, pixels
  std::size_t rows = 0;     ///< rows of a frame of the file
  std::size_t cols = 0;     ///< columns of a frame of the file
  std::size_t largest = 0;  ///< rows = columns of a larger square that fits, but has slow transforms; 0: none does
};

/// The zero frequency was found from the mean pattern.
struct ZeroFrequencyFound {
  bool in_corner = false;       ///< in the corner, otherwise in the centre
  bool clear = false;           ///< the pattern shows it clearly; otherwise the centre was assumed
  double centre_amplitude = 0;  ///< mean amplitude around the centre, square root of counts
  double corner_amplitude = 0;  ///< mean amplitude around the corner, square root of counts
};

/// A ptypy file states that the zero frequency is not in the middle of its frames.
struct CenterNotMiddle {
  double row = 0;  ///< stated row, in the frames of the file
  double col = 0;  ///< stated column, in the frames of the file
};

/// A dataset holds several probes; the first was taken.
struct FirstProbeTaken {
  std::string where;       ///< file and dataset
  std::size_t probes = 0;  ///< number of probes in the dataset
};

/// The probe of a file had its beam in the corner; it was moved to the centre.
struct ProbeCentred {
  std::string where;  ///< file and dataset
};

/// The probe of the file was cropped to the frequencies of the cropped frames.
struct ProbeCropped {
  std::size_t size = 0;  ///< rows = columns of probe and frames, pixels
};

/// The probe of the file has another size than the frames and is not used.
struct ProbeNotUsed {
  std::size_t probe_size = 0;  ///< rows = columns of the probe, pixels
  std::size_t size = 0;        ///< rows = columns of the frames, pixels
};

/// One decision or correction of a reader.
using ReadingEvent =
    std::variant<FormatRecognised, GeometryGiven, UnitCorrected, ParticleAssumed, BeamContradiction, EnergyNotStated,
                 DistanceFromCornerPosition, DetectorPixelInferred, PixelByConvention, PixelOfCroppedFrames,
                 AngleNotUsed, PositionSignsAssumed, PositionsForeshortened, PositionsRefined, FramesWithoutPosition,
                 PositionsWithoutFrame, HalfRead, MaskFromFile, PixelsMasked, FramesMasked, PixelsNeverMeasured,
                 CountsMarked, FramesWithoutCounts, PositionsNotFinite, FramesMissing, PositionsOfRaster, RowsCut,
                 MeanTaken, NumberNotUsed, FramesChosen, DarkSubtracted, NegativeCountsClamped, CountsNotFinite,
                 FramesCropped, ZeroFrequencyGiven, ZeroFrequencyFound, CenterNotMiddle, FirstProbeTaken, ProbeCentred,
                 ProbeCropped, ProbeNotUsed>;

/// What a reader found, decided and corrected: one event each, in the order in which the reader met them.
struct ReadingReport {
  std::vector<ReadingEvent> events;  ///< in the order of the reader

  /// Appends an event.
  void add(ReadingEvent event) { events.push_back(std::move(event)); }

  /// The first event of this kind; null when there is none.
  template <class Event>
  Event const* find() const {
    auto const found = std::find_if(events.begin(), events.end(),
                                    [](ReadingEvent const& event) { return std::holds_alternative<Event>(event); });
    return found == events.end() ? nullptr : &std::get<Event>(*found);
  }
};

}  // namespace ptyger

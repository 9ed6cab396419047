#include <limits>

#include "tests/read/bad_files.hpp"

namespace ptyger::test {
namespace {

std::string const data = detector + "data";
double const nan_value = std::numeric_limits<double>::quiet_NaN();
double const infinite = std::numeric_limits<double>::infinity();

std::vector<double> with_nan(std::vector<double> values) {
  values[3] = nan_value;
  return values;
}

void add_cxi(std::vector<Bad>& cases) {
  auto const bad = [&](char const* name, Change const& change, std::vector<std::string> const& named) {
    add(cases, std::string("Cxi") + name, cxi_layout(), change, named);
  };
  auto const replaced = [&](char const* name, std::string const& dataset, Write const& write) {
    bad(name, [=](Layout& l) -> Layout& { return l.set(dataset, write); }, {dataset});
  };
  auto const erased = [&](char const* name, std::string const& dataset, std::string const& named) {
    bad(name, [=](Layout& l) -> Layout& { return l.erase(dataset); }, {named});
  };
  erased("WithoutFrames", data, "entry_1/instrument_1");
  erased("WithoutPositions", translation, "translation");
  erased("WithoutBeam", source + "wavelength", "source_1/energy");
  erased("WithoutDistance", detector + "distance", "detector_1/distance");
  bad("WithoutPixel",
      [](Layout& l) -> Layout& { return l.erase(detector + "x_pixel_size").erase(detector + "y_pixel_size"); },
      {"x_pixel_size"});
  replaced("FramesOfRank2", data, filled<int>({6, 6}, 1));
  replaced("FramesOfRank5", data, filled<int>({1, 1, 4, 6, 6}, 1));
  replaced("FramesNotSquare", data, filled<int>({4, 6, 5}, 1));
  replaced("NoFrames", data, filled<int>({0, 6, 6}, 1));
  replaced("FramesOfNoPixels", data, filled<int>({4, 0, 0}, 1));
  replaced("FramesScalar", data, scalar(1));
  replaced("FramesComplex", data, filled<std::complex<float>>({4, 6, 6}, 1.F));
  replaced("FramesOfStrings", data, words({"a", "b"}));
  replaced("FramesBeyond32Bits", data, filled<std::int64_t>({4, 6, 6}, std::int64_t{1} << 40));
  replaced("FramesLinkedNowhere", "entry_1/data_1/data", link_to("/entry_1/elsewhere/data"));
  cases.back().layout.erase(data);
  replaced("FramesLinkedInACircle", "entry_1/data_1/data", link_to("/entry_1/data_1/data"));
  cases.back().layout.erase(data);
  replaced("FramesInAMissingFile", "entry_1/data_1/data", link_into("raw_000001.h5", "/entry/data"));
  cases.back().layout.erase(data);
  cases.back().named.push_back("raw_000001.h5");
  replaced("FramesAGroup", data + "/inside", scalar(1));
  cases.back().layout.erase(data);
  cases.back().named.front() = "it is a group (" + data + ")";
  bad("AllCountsZero", [](Layout& l) -> Layout& { return l.set(data, filled<int>({4, 6, 6}, 0)); }, {"zero"});
  bad("AllCountsNan",
      [](Layout& l) -> Layout& {
        return l.set(data, filled<float>({4, 6, 6}, std::nanf("")));
      },
      {"zero"});
  replaced("PositionNan", translation, numbers<double>({4, 3}, with_nan(small_translation())));
  replaced("PositionInfinite", translation, filled<double>({4, 3}, infinite));
  replaced("PositionsTooFew", translation, filled<double>({3, 3}, 1e-6));
  replaced("PositionsTooMany", translation, filled<double>({500, 3}, 1e-6));
  replaced("PositionsOfOneNumber", translation, filled<double>({4}, 1e-6));
  replaced("PositionsEmpty", translation, filled<double>({0, 3}, 1e-6));
  replaced("PositionsOfStrings", translation, words({"here", "there"}));
  replaced("PositionsComplex", translation, filled<std::complex<double>>({4, 3}, 1.));
  bad("PositionsInMicrometres",
      [](Layout& l) -> Layout& {
        return l.set(translation, numbers<double>({4, 2}, pairs(1e6, false)));
      },
      {"wrong unit"});
  bad("PositionsAbsurd",
      [](Layout& l) -> Layout& {
        return l.set(translation, numbers<double>({4, 2}, pairs(1e300, false)));
      },
      {"wrong unit"});
  bad("PositionsAllTheSame",
      [](Layout& l) -> Layout& {
        return l.set(translation, filled<double>({4, 3}, 1e-6));
      },
      {"same place"});
  for (auto const& [what, value] : std::vector<std::pair<std::string, double>>{
           {"Zero", 0}, {"Negative", -1e-4}, {"Nan", nan_value}, {"Infinite", infinite}, {"InMicrometres", 75}})
    replaced(("Pixel" + what).c_str(), detector + "x_pixel_size", scalar(value));
  replaced("PixelAString", detector + "x_pixel_size", word("75 um"));
  replaced("PixelOfTwo", detector + "x_pixel_size", filled<double>({2}, 1e-4));
  replaced("DistanceZero", detector + "distance", scalar(0));
  replaced("DistanceNan", detector + "distance", scalar(nan_value));
  replaced("DistanceOfMany", detector + "distance", filled<double>({4}, 6));
  replaced("WavelengthNegative", source + "wavelength", scalar(-1e-10));
  replaced("WavelengthInAngstrom", source + "wavelength", scalar(1.4));
  replaced("WavelengthNan", source + "wavelength", scalar(nan_value));
  for (auto const& [what, value] :
       std::vector<std::pair<std::string, double>>{{"Zero", 0}, {"Negative", -8800}, {"Absurd", 1e30}})
    bad(("Energy" + what).c_str(),
        [v = value](Layout& l) -> Layout& { return l.erase(source + "wavelength").set(source + "energy", scalar(v)); },
        {"source_1/energy"});
  replaced("MaskOfAnotherSize", detector + "mask", filled<std::uint32_t>({5, 6}, 0));
  replaced("MaskOfAllBad", detector + "mask", filled<std::uint32_t>({6, 6}, 1));
  replaced("MaskOfStrings", detector + "mask", words({"good"}));
  replaced("MaskComplex", detector + "mask", filled<std::complex<float>>({6, 6}, 0.F));
  replaced("DarkOfAnotherSize", detector + "data_dark", filled<float>({2, 5, 5}, 0));
  replaced("DarkOfRank1", detector + "dark", filled<float>({36}, 0));
  replaced("DarkOfStrings", detector + "dark", words({"dark"}));
  replaced("ProbeOfZeros", detector + "probe", filled<std::complex<float>>({6, 6}, 0.F));
  replaced("ProbeNan", detector + "probe", filled<std::complex<float>>({6, 6}, std::nanf("")));
  replaced("ProbeNotSquare", detector + "probe", filled<std::complex<float>>({6, 5}, 1.F));
  replaced("NearField", detector + "propagation", word("nearfield"));
}

std::vector<Bad> bad_cxi() {
  std::vector<Bad> cases;
  add_cxi(cases);
  return cases;
}

class BadCxi : public BadFile {};

TEST_P(BadCxi, IsRefusedByName) {
  expect_refused(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, BadCxi, testing::ValuesIn(bad_cxi()), name_of);

}  // namespace
}  // namespace ptyger::test

#include <limits>

#include "tests/read/bad_files.hpp"

namespace ptyger::test {
namespace {

std::string const data = detector + "data";
double const nan_value = std::numeric_limits<double>::quiet_NaN();
double const infinite = std::numeric_limits<double>::infinity();

void add_cxi(std::vector<BadScan>& cases) {
  // Adds the CXI layout with a change, with one dataset replaced, or with one dataset erased.
  auto const add_bad = [&](char const* name, Change const& change, std::vector<std::string> const& message_words) {
    add_case(cases, std::string("Cxi") + name, cxi_layout(), change, message_words);
  };
  auto const add_replaced = [&](char const* name, std::string const& dataset, Write const& write) {
    add_bad(name, [=](Layout& l) -> Layout& { return l.set(dataset, write); }, {dataset});
  };
  auto const add_erased = [&](char const* name, std::string const& dataset, std::string const& message_words) {
    add_bad(name, [=](Layout& l) -> Layout& { return l.erase(dataset); }, {message_words});
  };
  add_erased("WithoutFrames", data, "entry_1/instrument_1");
  add_erased("WithoutPositions", translation, "translation");
  add_erased("WithoutBeam", source + "wavelength", "source_1/energy");
  add_erased("WithoutDistance", detector + "distance", "detector_1/distance");
  add_bad("WithoutPixel",
          [](Layout& l) -> Layout& { return l.erase(detector + "x_pixel_size").erase(detector + "y_pixel_size"); },
          {"x_pixel_size"});
  add_replaced("FramesOfRank2", data, filled<int>({6, 6}, 1));
  add_replaced("FramesOfRank5", data, filled<int>({2, 2, 2, 6, 6}, 1));
  add_replaced("FramesNotSquare", data, filled<int>({4, 6, 5}, 1));
  add_replaced("NoFrames", data, filled<int>({0, 6, 6}, 1));
  add_replaced("FramesOfNoPixels", data, filled<int>({4, 0, 0}, 1));
  add_replaced("FramesScalar", data, scalar(1));
  add_replaced("FramesComplex", data, filled<std::complex<float>>({4, 6, 6}, 1.F));
  add_replaced("FramesOfStrings", data, words({"a", "b"}));
  add_replaced("FramesBeyond32Bits", data, filled<std::int64_t>({4, 6, 6}, std::int64_t{1} << 40));
  add_replaced("FramesLinkedNowhere", "entry_1/data_1/data", link_to("/entry_1/elsewhere/data"));
  cases.back().layout.erase(data);
  add_replaced("FramesLinkedInACircle", "entry_1/data_1/data", link_to("/entry_1/data_1/data"));
  cases.back().layout.erase(data);
  add_replaced("FramesInAMissingFile", "entry_1/data_1/data", link_into("raw_000001.h5", "/entry/data"));
  cases.back().layout.erase(data);
  cases.back().message_words.push_back("raw_000001.h5");
  add_replaced("FramesAGroup", data + "/inside", scalar(1));
  cases.back().layout.erase(data);
  cases.back().message_words.front() = "it is a group (" + data + ")";
  add_bad("AllCountsZero", [](Layout& l) -> Layout& { return l.set(data, filled<int>({4, 6, 6}, 0)); }, {"zero"});
  add_bad("AllCountsNan",
          [](Layout& l) -> Layout& {
            return l.set(data, filled<float>({4, 6, 6}, std::nanf("")));
          },
          {"zero"});
  add_replaced("PositionsTooFew", translation, filled<double>({3, 3}, 1e-6));
  add_replaced("PositionsTooMany", translation, filled<double>({500, 3}, 1e-6));
  add_replaced("PositionsOfOneNumber", translation, filled<double>({4}, 1e-6));
  add_replaced("PositionsEmpty", translation, filled<double>({0, 3}, 1e-6));
  add_replaced("PositionsOfStrings", translation, words({"here", "there"}));
  add_replaced("PositionsComplex", translation, filled<std::complex<double>>({4, 3}, 1.));
  add_bad("PositionsInMicrometres",
          [](Layout& l) -> Layout& {
            return l.set(translation, numbers<double>({4, 2}, pairs(1e6, false)));
          },
          {"wrong unit"});
  add_bad("PositionsAbsurd",
          [](Layout& l) -> Layout& {
            return l.set(translation, numbers<double>({4, 2}, pairs(1e300, false)));
          },
          {"wrong unit"});
  add_bad("PositionsAllTheSame",
          [](Layout& l) -> Layout& {
            return l.set(translation, filled<double>({4, 3}, 1e-6));
          },
          {"same place"});
  for (auto const& [what, value] : std::vector<std::pair<std::string, double>>{
           {"Zero", 0}, {"Negative", -1e-4}, {"Nan", nan_value}, {"Infinite", infinite}, {"InMicrometres", 75}})
    add_replaced(("Pixel" + what).c_str(), detector + "x_pixel_size", scalar(value));
  add_replaced("PixelAString", detector + "x_pixel_size", word("wide"));
  add_replaced("PixelOfTwo", detector + "x_pixel_size", numbers<double>({2}, {1e-4, 2e-4}));
  add_replaced("DistanceZero", detector + "distance", scalar(0));
  add_replaced("DistanceNan", detector + "distance", scalar(nan_value));
  add_replaced("DistanceOfMany", detector + "distance", numbers<double>({4}, {6, 6, 6, 7}));
  add_replaced("WavelengthNegative", source + "wavelength", scalar(-1e-10));
  add_replaced("WavelengthInAngstrom", source + "wavelength", scalar(1.4));
  add_replaced("WavelengthNan", source + "wavelength", scalar(nan_value));
  for (auto const& [what, value] :
       std::vector<std::pair<std::string, double>>{{"Zero", 0}, {"Negative", -8800}, {"Absurd", 1e30}})
    add_bad(
        ("Energy" + what).c_str(),
        [v = value](Layout& l) -> Layout& { return l.erase(source + "wavelength").set(source + "energy", scalar(v)); },
        {"source_1/energy"});
  add_replaced("MaskOfAnotherSize", detector + "mask", filled<std::uint32_t>({5, 6}, 0));
  add_replaced("MaskOfAllBad", detector + "mask", filled<std::uint32_t>({6, 6}, 1));
  add_replaced("MaskOfStrings", detector + "mask", words({"good"}));
  add_replaced("MaskComplex", detector + "mask", filled<std::complex<float>>({6, 6}, 0.F));
  add_replaced("DarkOfAnotherSize", detector + "data_dark", filled<float>({2, 5, 5}, 0));
  add_replaced("DarkOfRank1", detector + "dark", filled<float>({36}, 0));
  add_replaced("DarkOfStrings", detector + "dark", words({"dark"}));
  add_replaced("ProbeOfZeros", detector + "probe", filled<std::complex<float>>({6, 6}, 0.F));
  add_replaced("ProbeNan", detector + "probe", filled<std::complex<float>>({6, 6}, std::nanf("")));
  add_replaced("ProbeNotSquare", detector + "probe", filled<std::complex<float>>({6, 5}, 1.F));
}

std::vector<BadScan> bad_cxi() {
  std::vector<BadScan> cases;
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

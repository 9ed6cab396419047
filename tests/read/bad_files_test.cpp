#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include "core/error.hpp"
#include "read/layouts.hpp"
#include "read/read_scan.hpp"

namespace ptyger {
namespace {

using test::filled;
using test::Layout;
using test::numbers;
using test::scalar;
using test::word;
using test::words;
using testing::HasSubstr;

/// A broken scan and what its error must name.
struct Bad {
  std::string name;
  Layout layout;
  std::vector<std::string> named;  ///< file, dataset, ... in the message
  ReadOptions options = {};
  std::function<void(std::vector<std::string> const& paths)> damage = {};  ///< to the files that were written
};

void PrintTo(Bad const& bad, std::ostream* out) {
  *out << bad.name;
}

using Change = std::function<Layout&(Layout&)>;

std::string const data = test::detector + "data";
double const nan_value = std::numeric_limits<double>::quiet_NaN();
double const infinite = std::numeric_limits<double>::infinity();

void overwrite(std::string const& path, std::string const& text) {
  std::ofstream(path, std::ios::trunc) << text;
}

/// Adds a case: what changes a valid layout.
void add(std::vector<Bad>& cases, std::string const& name, Layout layout, Change const& change,
         std::vector<std::string> named, ReadOptions const& options = {}) {
  change(layout);
  named.push_back(layout.inputs.size() == 1 ? layout.inputs.front() : ".h5");
  cases.push_back({name, std::move(layout), std::move(named), options, {}});
}

std::vector<double> with_nan(std::vector<double> values) {
  values[3] = nan_value;
  return values;
}

void add_cxi(std::vector<Bad>& cases) {
  auto const bad = [&](char const* name, Change const& change, std::vector<std::string> const& named) {
    add(cases, std::string("Cxi") + name, test::cxi_layout(), change, named);
  };
  auto const replaced = [&](char const* name, std::string const& dataset, test::Write const& write) {
    bad(name, [=](Layout& l) -> Layout& { return l.set(dataset, write); }, {dataset});
  };
  auto const erased = [&](char const* name, std::string const& dataset, std::string const& named) {
    bad(name, [=](Layout& l) -> Layout& { return l.erase(dataset); }, {named});
  };
  erased("WithoutFrames", data, "entry_1/instrument_1");
  erased("WithoutPositions", test::translation, "translation");
  erased("WithoutBeam", test::source + "wavelength", "source_1/energy");
  erased("WithoutDistance", test::detector + "distance", "detector_1/distance");
  bad("WithoutPixel",
      [](Layout& l) -> Layout& {
        return l.erase(test::detector + "x_pixel_size").erase(test::detector + "y_pixel_size");
      },
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
  replaced("FramesLinkedNowhere", "entry_1/data_1/data", test::link_to("/entry_1/elsewhere/data"));
  cases.back().layout.erase(data);
  replaced("FramesLinkedInACircle", "entry_1/data_1/data", test::link_to("/entry_1/data_1/data"));
  cases.back().layout.erase(data);
  replaced("FramesInAMissingFile", "entry_1/data_1/data", test::link_into("raw_000001.h5", "/entry/data"));
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
  replaced("PositionNan", test::translation, numbers<double>({4, 3}, with_nan(test::small_translation())));
  replaced("PositionInfinite", test::translation, filled<double>({4, 3}, infinite));
  replaced("PositionsTooFew", test::translation, filled<double>({3, 3}, 1e-6));
  replaced("PositionsTooMany", test::translation, filled<double>({500, 3}, 1e-6));
  replaced("PositionsOfOneNumber", test::translation, filled<double>({4}, 1e-6));
  replaced("PositionsEmpty", test::translation, filled<double>({0, 3}, 1e-6));
  replaced("PositionsOfStrings", test::translation, words({"here", "there"}));
  replaced("PositionsComplex", test::translation, filled<std::complex<double>>({4, 3}, 1.));
  bad("PositionsInMicrometres",
      [](Layout& l) -> Layout& {
        return l.set(test::translation, numbers<double>({4, 2}, test::pairs(1e6, false)));
      },
      {"wrong unit"});
  bad("PositionsAbsurd",
      [](Layout& l) -> Layout& {
        return l.set(test::translation, numbers<double>({4, 2}, test::pairs(1e300, false)));
      },
      {"wrong unit"});
  bad("PositionsAllTheSame",
      [](Layout& l) -> Layout& {
        return l.set(test::translation, filled<double>({4, 3}, 1e-6));
      },
      {"same place"});
  for (auto const& [what, value] : std::vector<std::pair<std::string, double>>{
           {"Zero", 0}, {"Negative", -1e-4}, {"Nan", nan_value}, {"Infinite", infinite}, {"InMicrometres", 75}})
    replaced(("Pixel" + what).c_str(), test::detector + "x_pixel_size", scalar(value));
  replaced("PixelAString", test::detector + "x_pixel_size", word("75 um"));
  replaced("PixelOfTwo", test::detector + "x_pixel_size", filled<double>({2}, 1e-4));
  replaced("DistanceZero", test::detector + "distance", scalar(0));
  replaced("DistanceNan", test::detector + "distance", scalar(nan_value));
  replaced("DistanceOfMany", test::detector + "distance", filled<double>({4}, 6));
  replaced("WavelengthNegative", test::source + "wavelength", scalar(-1e-10));
  replaced("WavelengthInAngstrom", test::source + "wavelength", scalar(1.4));
  replaced("WavelengthNan", test::source + "wavelength", scalar(nan_value));
  for (auto const& [what, value] :
       std::vector<std::pair<std::string, double>>{{"Zero", 0}, {"Negative", -8800}, {"Absurd", 1e30}})
    bad(("Energy" + what).c_str(),
        [v = value](Layout& l) -> Layout& {
          return l.erase(test::source + "wavelength").set(test::source + "energy", scalar(v));
        },
        {"source_1/energy"});
  replaced("MaskOfAnotherSize", test::detector + "mask", filled<std::uint32_t>({5, 6}, 0));
  replaced("MaskOfAllBad", test::detector + "mask", filled<std::uint32_t>({6, 6}, 1));
  replaced("MaskOfStrings", test::detector + "mask", words({"good"}));
  replaced("MaskComplex", test::detector + "mask", filled<std::complex<float>>({6, 6}, 0.F));
  replaced("DarkOfAnotherSize", test::detector + "data_dark", filled<float>({2, 5, 5}, 0));
  replaced("DarkOfRank1", test::detector + "dark", filled<float>({36}, 0));
  replaced("DarkOfStrings", test::detector + "dark", words({"dark"}));
  replaced("ProbeOfZeros", test::detector + "probe", filled<std::complex<float>>({6, 6}, 0.F));
  replaced("ProbeNan", test::detector + "probe", filled<std::complex<float>>({6, 6}, std::nanf("")));
  replaced("ProbeNotSquare", test::detector + "probe", filled<std::complex<float>>({6, 5}, 1.F));
  replaced("NearField", test::detector + "propagation", word("nearfield"));
}

void add_nxcxi(std::vector<Bad>& cases) {
  auto const bad = [&](char const* name, Change const& change, std::vector<std::string> const& named) {
    add(cases, std::string("NxCxi") + name, test::nxcxi_layout(), change, named);
  };
  std::string const eiger = "scan/camp/eiger/";
  std::string const moves = "scan/stage/transformations/";
  bad("UnitUnknown", [=](Layout& l) -> Layout& { return l.attribute(eiger + "distance", "units", "furlong"); },
      {eiger + "distance", "furlong"});
  bad("UnitANumber", [=](Layout& l) -> Layout& { return l.attribute(eiger + "distance", "units", 1.0); },
      {eiger + "distance", "units"});
  bad("EnergyUnitOfLength", [](Layout& l) -> Layout& { return l.attribute("scan/camp/beam/energy", "units", "mm"); },
      {"scan/camp/beam/energy", "mm"});
  bad("EnergyZero", [](Layout& l) -> Layout& { return l.set("scan/camp/beam/energy", scalar(0)); },
      {"scan/camp/beam/energy"});
  bad("DistanceZero", [=](Layout& l) -> Layout& { return l.set(eiger + "distance", scalar(0)); }, {"distance"});
  bad("PixelInMetresLabelledMillimetres",
      [=](Layout& l) -> Layout& { return l.set(eiger + "y_pixel_size", scalar(1e9)); }, {"detector's pixel"});
  bad("PositionNan",
      [=](Layout& l) -> Layout& {
        return l.set(moves + "x", numbers<double>({4}, {0, 1, 2, nan_value}));
      },
      {moves});
  bad("PositionsDiffer", [=](Layout& l) -> Layout& { return l.set(moves + "x", filled<double>({3}, 1)); }, {moves});
  bad("PositionsTooFew",
      [=](Layout& l) -> Layout& {
        return l.set(moves + "x", filled<double>({3}, 1)).set(moves + "y", filled<double>({3}, 1));
      },
      {"4 frames", "3 positions"});
  bad("MaskOfAllBad",
      [=](Layout& l) -> Layout& {
        return l.set(eiger + "pixel_mask", filled<int>({6, 6}, 1));
      },
      {eiger + "pixel_mask"});
  bad("AxisMissing",
      [=](Layout& l) -> Layout& {
        l.attributes["small.nxs"].erase({moves + "y", "units"});
        return l.erase(moves + "y");
      },
      {moves + "y"});
  bad("BeamWithoutEnergy",
      [](Layout& l) -> Layout& {
        l.attributes["small.nxs"].erase({"scan/camp/beam/energy", "units"});
        return l.erase("scan/camp/beam/energy").set("scan/camp/beam/extent", scalar(1));
      },
      {"energy"});
}

void add_ptyd(std::vector<Bad>& cases) {
  auto const bad = [&](char const* name, Change const& change, std::vector<std::string> const& named) {
    add(cases, std::string("Ptyd") + name, test::ptyd_layout(), change, named);
  };
  bad("ChunkWithoutFrames", [](Layout& l) -> Layout& { return l.erase("chunks/2/data"); }, {"chunks/2/data"});
  bad("ChunkWithoutPositions", [](Layout& l) -> Layout& { return l.erase("chunks/2/positions"); },
      {"chunks/2/positions"});
  bad("FramesOfTwoSizes",
      [](Layout& l) -> Layout& {
        return l.set("chunks/2/data", filled<int>({2, 8, 8}, 1));
      },
      {"chunks/2/data", "one size"});
  bad("PositionsOfAnotherNumber",
      [](Layout& l) -> Layout& {
        return l.set("chunks/2/positions", filled<double>({3, 2}, 1e-6));
      },
      {"chunks/2/positions"});
  bad("PositionNan",
      [](Layout& l) -> Layout& {
        return l.set("chunks/2/positions", filled<double>({2, 2}, nan_value));
      },
      {"chunks/2/positions"});
  bad("WeightsOfAnotherSize",
      [](Layout& l) -> Layout& {
        return l.set("chunks/0/weights", filled<double>({1, 5, 5}, 1));
      },
      {"chunks/0/weights"});
  bad("WeightsAllZero",
      [](Layout& l) -> Layout& {
        return l.set("chunks/0/weights", filled<double>({1, 6, 6}, 0));
      },
      {"weights"});
  bad("EnergyInEv", [](Layout& l) -> Layout& { return l.set("meta/energy", scalar(1e9)); }, {"meta/energy"});
  bad("EnergyMissing", [](Layout& l) -> Layout& { return l.erase("meta/energy"); }, {"meta", "energy"});
  bad("DistanceNegative", [](Layout& l) -> Layout& { return l.set("meta/distance", scalar(-6)); }, {"distance"});
  bad("PixelMissing", [](Layout& l) -> Layout& { return l.erase("meta/psize"); }, {"detector's pixel"});
  bad("PartFileMissing",
      [](Layout& l) -> Layout& {
        l.files.erase("small.ptyd.part010");
        return l;
      },
      {"chunks/10", "part010"});
}

void add_others(std::vector<Bad>& cases) {
  using Options = ReadOptions;
  Options const pixel{.pixel_m = 1e-6};
  add(cases, "ProjectionPositionsTooFew", test::projection_layout(),
      [](Layout& l) -> Layout& {
        return l.set("positions", filled<double>({3, 2}, 1e-6));
      },
      {"'positions'"});
  add(cases, "ProjectionFramesNotSquare", test::projection_layout(),
      [](Layout& l) -> Layout& {
        return l.set("data", filled<int>({4, 6, 7}, 1));
      },
      {"'data'"});
  add(cases, "ProjectionInPixels", test::projection_layout(),
      [](Layout& l) -> Layout& {
        return l.set("positions", numbers<double>({4, 2}, test::pairs(1e6, true)));
      },
      {"wrong unit"});
  add(cases, "HxnPointsTooFew", test::hxn_layout(),
      [](Layout& l) -> Layout& {
        return l.set("points", filled<double>({2, 3}, 1));
      },
      {"'points'"});
  add(cases, "HxnWavelengthInMetres", test::hxn_layout(),
      [](Layout& l) -> Layout& { return l.set("lambda_nm", scalar(1e-10)); }, {"'lambda_nm'"});
  add(cases, "HxnDistanceZero", test::hxn_layout(), [](Layout& l) -> Layout& { return l.set("z_m", scalar(0)); },
      {"distance"});
  add(cases, "HxnWithoutPixel", test::hxn_layout(), [](Layout& l) -> Layout& { return l.erase("ccd_pixel_um"); },
      {"--detector-pixel"});
  add(cases, "HxnAmplitudesAString", test::hxn_layout(),
      [](Layout& l) -> Layout& { return l.set("diffamp", word("none")); }, {"'diffamp'"});
  add(cases, "HxnRawWithoutGeometry", test::hxn_raw_layout(), [](Layout& l) -> Layout& { return l; }, {"--distance"});
  add(cases, "HxnRawEnergyNegative", test::hxn_raw_layout(),
      [](Layout& l) -> Layout& { return l.set_in("positions.h5", "scan/energy", scalar(-1)); }, {"scan/energy"});
  add(
      cases, "DpPointsNan", test::dp_points_layout(),
      [](Layout& l) -> Layout& {
        return l.set("points", filled<double>({2, 4}, nan_value));
      },
      {"'points'"}, pixel);
  add(
      cases, "DpMaskOfAllBad", test::dp_points_layout(),
      [](Layout& l) -> Layout& {
        return l.set("valid_pixel_mask", filled<std::uint8_t>({6, 6}, 0));
      },
      {"valid_pixel_mask"}, pixel);
  add(cases, "PatternsNumberTwice", test::patterns_layout(),
      [](Layout& l) -> Layout& {
        return l.set("indexes", numbers<std::int64_t>({4}, {1, 3, 3, 5}));
      },
      {"'indexes'"});
  add(cases, "PatternsTooFewNumbers", test::patterns_layout(),
      [](Layout& l) -> Layout& {
        return l.set("indexes", numbers<std::int64_t>({2}, {1, 3}));
      },
      {"'indexes'"});
  add(cases, "PatternsOfAnotherScan", test::patterns_layout(),
      [](Layout& l) -> Layout& {
        return l.set("indexes", numbers<std::int64_t>({4}, {101, 103, 105, 107}));
      },
      {"'indexes'", "same scan"});
  add(cases, "ProductPositionTwice", test::patterns_layout(),
      [](Layout& l) -> Layout& {
        return l.set_in("product.h5", "probe_position_indexes", numbers<std::int64_t>({4}, {1, 1, 3, 5}));
      },
      {"two positions"});
  add(cases, "ProductWithoutPixel", test::patterns_layout(), [](Layout& l) -> Layout& { return l.erase("object"); },
      {"product.h5", "object"});
  add(cases, "ParaPixelZero", test::para_layout(),
      [](Layout& l) -> Layout& { return l.set_in("para.h5", "dx", scalar(0)); }, {"para.h5", "'dx'"});
  add(cases, "ParaPixelInNanometres", test::para_layout(),
      [](Layout& l) -> Layout& { return l.set_in("para.h5", "dx", scalar(1000)); }, {"same place"});
  add(cases, "ParaPositionsDiffer", test::para_layout(),
      [](Layout& l) -> Layout& { return l.set_in("para.h5", "ppX", filled<double>({5}, 1)); }, {"ppX", "ppY"});
  add(cases, "ParaWavelengthZero", test::para_layout(),
      [](Layout& l) -> Layout& { return l.set_in("para.h5", "lambda", scalar(0)); }, {"'lambda'"});
  add(cases, "NothingKnown", {.inputs = {"odd.h5"}, .files = {}, .attributes = {}},
      [](Layout& l) -> Layout& { return l.set("something", scalar(1)); }, {"no scan was found", "CXI", "ptyd"});
}

void add_files(std::vector<Bad>& cases) {
  using Paths = std::vector<std::string>;
  auto const bad = [&](char const* name, std::vector<std::string> named, std::function<void(Paths const&)> damage) {
    named.push_back("small.cxi");
    cases.push_back({std::string("File") + name, test::cxi_layout(), std::move(named), {}, std::move(damage)});
  };
  bad("Empty", {"empty"}, [](Paths const& paths) { overwrite(paths[0], ""); });
  bad("Text", {"not an HDF5 file"}, [](Paths const& paths) { overwrite(paths[0], "x, y\n1, 2\n"); });
  bad("OfOneByte", {"not an HDF5 file"}, [](Paths const& paths) { overwrite(paths[0], "\x89"); });
  bad("OfASignatureOnly", {}, [](Paths const& paths) { overwrite(paths[0], "\x89HDF\r\n\x1a\n"); });
  bad("Missing", {"no such file"}, [](Paths const& paths) { std::filesystem::remove(paths[0]); });
  bad("AFolder", {"folder"}, [](Paths const& paths) {
    std::filesystem::remove(paths[0]);
    std::filesystem::create_directory(paths[0]);
  });
  for (int const percent : {10, 50, 90, 99})
    bad(("CutTo" + std::to_string(percent)).c_str(), {"truncated"}, [=](Paths const& paths) {
      auto const size = std::filesystem::file_size(paths[0]);
      std::filesystem::resize_file(paths[0], size * static_cast<std::uintmax_t>(percent) / 100);
    });
}

std::vector<Bad> bad_files() {
  std::vector<Bad> cases;
  add_cxi(cases);
  add_nxcxi(cases);
  add_ptyd(cases);
  add_others(cases);
  add_files(cases);
  return cases;
}

class BadFile : public testing::TestWithParam<Bad> {};

TEST_P(BadFile, IsRefusedByName) {
  auto const& bad = GetParam();
  test::TemporaryFolder const folder;
  auto const paths = bad.layout.write(folder);
  if (bad.damage) bad.damage(paths);
  std::string const message = test::message_of<InputError>([&] { read_scan(paths, bad.options); });
  for (auto const& name : bad.named) EXPECT_THAT(message, HasSubstr(name));
}

INSTANTIATE_TEST_SUITE_P(All, BadFile, testing::ValuesIn(bad_files()),
                         [](auto const& test) { return test.param.name; });

TEST(BadFiles, AreMany) {
  EXPECT_GE(bad_files().size(), 60U);
}

}  // namespace
}  // namespace ptyger

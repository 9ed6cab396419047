#include <filesystem>
#include <fstream>
#include <limits>

#include "tests/read/bad_files.hpp"

namespace ptyger::test {
namespace {

double const nan_value = std::numeric_limits<double>::quiet_NaN();

void overwrite(std::string const& path, std::string const& text) {
  std::ofstream(path, std::ios::trunc) << text;
}

void add_nxcxi(std::vector<Bad>& cases) {
  auto const bad = [&](char const* name, Change const& change, std::vector<std::string> const& named) {
    add(cases, std::string("NxCxi") + name, nxcxi_layout(), change, named);
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
    add(cases, std::string("Ptyd") + name, ptyd_layout(), change, named);
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
  add(cases, "ProjectionPositionsTooFew", projection_layout(),
      [](Layout& l) -> Layout& {
        return l.set("positions", filled<double>({3, 2}, 1e-6));
      },
      {"'positions'"});
  add(cases, "ProjectionFramesNotSquare", projection_layout(),
      [](Layout& l) -> Layout& {
        return l.set("data", filled<int>({4, 6, 7}, 1));
      },
      {"'data'"});
  add(cases, "ProjectionInPixels", projection_layout(),
      [](Layout& l) -> Layout& {
        return l.set("positions", numbers<double>({4, 2}, pairs(1e6, true)));
      },
      {"wrong unit"});
  add(cases, "HxnPointsTooFew", hxn_layout(),
      [](Layout& l) -> Layout& {
        return l.set("points", filled<double>({2, 3}, 1));
      },
      {"'points'"});
  add(cases, "HxnWavelengthInMetres", hxn_layout(),
      [](Layout& l) -> Layout& { return l.set("lambda_nm", scalar(1e-10)); }, {"'lambda_nm'"});
  add(cases, "HxnDistanceZero", hxn_layout(), [](Layout& l) -> Layout& { return l.set("z_m", scalar(0)); },
      {"distance"});
  add(cases, "HxnWithoutPixel", hxn_layout(), [](Layout& l) -> Layout& { return l.erase("ccd_pixel_um"); },
      {"--detector-pixel"});
  add(cases, "HxnAmplitudesAString", hxn_layout(), [](Layout& l) -> Layout& { return l.set("diffamp", word("none")); },
      {"'diffamp'"});
  add(cases, "HxnRawWithoutGeometry", hxn_raw_layout(), [](Layout& l) -> Layout& { return l; }, {"--distance"});
  add(cases, "HxnRawEnergyNegative", hxn_raw_layout(),
      [](Layout& l) -> Layout& { return l.set_in("positions.h5", "scan/energy", scalar(-1)); }, {"scan/energy"});
  add(
      cases, "DpPointsNan", dp_points_layout(),
      [](Layout& l) -> Layout& {
        return l.set("points", filled<double>({2, 4}, nan_value));
      },
      {"'points'"}, pixel);
  add(
      cases, "DpMaskOfAllBad", dp_points_layout(),
      [](Layout& l) -> Layout& {
        return l.set("valid_pixel_mask", filled<std::uint8_t>({6, 6}, 0));
      },
      {"valid_pixel_mask"}, pixel);
  add(cases, "PatternsNumberTwice", patterns_layout(),
      [](Layout& l) -> Layout& {
        return l.set("indexes", numbers<std::int64_t>({4}, {1, 3, 3, 5}));
      },
      {"'indexes'"});
  add(cases, "PatternsTooFewNumbers", patterns_layout(),
      [](Layout& l) -> Layout& {
        return l.set("indexes", numbers<std::int64_t>({2}, {1, 3}));
      },
      {"'indexes'"});
  add(cases, "PatternsOfAnotherScan", patterns_layout(),
      [](Layout& l) -> Layout& {
        return l.set("indexes", numbers<std::int64_t>({4}, {101, 103, 105, 107}));
      },
      {"'indexes'", "same scan"});
  add(cases, "ProductPositionTwice", patterns_layout(),
      [](Layout& l) -> Layout& {
        return l.set_in("product.h5", "probe_position_indexes", numbers<std::int64_t>({4}, {1, 1, 3, 5}));
      },
      {"two positions"});
  add(cases, "ProductWithoutPixel", patterns_layout(), [](Layout& l) -> Layout& { return l.erase("object"); },
      {"product.h5", "object"});
  add(cases, "ParaPixelZero", para_layout(), [](Layout& l) -> Layout& { return l.set_in("para.h5", "dx", scalar(0)); },
      {"para.h5", "'dx'"});
  add(cases, "ParaPixelInNanometres", para_layout(),
      [](Layout& l) -> Layout& { return l.set_in("para.h5", "dx", scalar(1000)); }, {"same place"});
  add(cases, "ParaPositionsDiffer", para_layout(),
      [](Layout& l) -> Layout& { return l.set_in("para.h5", "ppX", filled<double>({5}, 1)); }, {"ppX", "ppY"});
  add(cases, "ParaWavelengthZero", para_layout(),
      [](Layout& l) -> Layout& { return l.set_in("para.h5", "lambda", scalar(0)); }, {"'lambda'"});
  add(cases, "NothingKnown", {.inputs = {"odd.h5"}, .files = {}, .attributes = {}},
      [](Layout& l) -> Layout& { return l.set("something", scalar(1)); }, {"no scan was found", "CXI", "ptyd"});
}

void add_files(std::vector<Bad>& cases) {
  using Paths = std::vector<std::string>;
  auto const bad = [&](char const* name, std::vector<std::string> named, std::function<void(Paths const&)> damage) {
    named.push_back("small.cxi");
    cases.push_back({std::string("File") + name, cxi_layout(), std::move(named), {}, std::move(damage)});
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
  add_nxcxi(cases);
  add_ptyd(cases);
  add_others(cases);
  add_files(cases);
  return cases;
}

TEST_P(BadFile, IsRefusedByName) {
  expect_refused(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, BadFile, testing::ValuesIn(bad_files()), name_of);

}  // namespace
}  // namespace ptyger::test

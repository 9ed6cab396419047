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

void add_nxcxi(std::vector<BadScan>& cases) {
  auto const add_bad = [&](char const* name, Change const& change, std::vector<std::string> const& message_words) {
    add_case(cases, std::string("NxCxi") + name, nxcxi_layout(), change, message_words);
  };
  std::string const eiger = "scan/camp/eiger/";
  std::string const moves = "scan/stage/transformations/";
  add_bad("UnitUnknown", [=](Layout& l) -> Layout& { return l.attribute(eiger + "distance", "units", "furlong"); },
          {eiger + "distance", "furlong"});
  add_bad("UnitANumber", [=](Layout& l) -> Layout& { return l.attribute(eiger + "distance", "units", 1.0); },
          {eiger + "distance", "units"});
  add_bad("EnergyUnitOfLength",
          [](Layout& l) -> Layout& { return l.attribute("scan/camp/beam/energy", "units", "mm"); },
          {"scan/camp/beam/energy", "mm"});
  add_bad("EnergyZero", [](Layout& l) -> Layout& { return l.set("scan/camp/beam/energy", scalar(0)); },
          {"scan/camp/beam/energy"});
  add_bad("DistanceZero", [=](Layout& l) -> Layout& { return l.set(eiger + "distance", scalar(0)); }, {"distance"});
  add_bad("PixelInMetresLabelledMillimetres",
          [=](Layout& l) -> Layout& { return l.set(eiger + "y_pixel_size", scalar(1e9)); }, {"detector's pixel"});
  add_bad("PositionsDiffer", [=](Layout& l) -> Layout& { return l.set(moves + "x", filled<double>({3}, 1)); }, {moves});
  add_bad("PositionsTooFew",
          [=](Layout& l) -> Layout& {
            return l.set(moves + "x", filled<double>({3}, 1)).set(moves + "y", filled<double>({3}, 1));
          },
          {"4 frames", "3 positions"});
  add_bad("MaskOfAllBad",
          [=](Layout& l) -> Layout& {
            return l.set(eiger + "pixel_mask", filled<int>({6, 6}, 1));
          },
          {eiger + "pixel_mask"});
  add_bad("AxisMissing",
          [=](Layout& l) -> Layout& {
            l.attributes["small.nxs"].erase({moves + "y", "units"});
            return l.erase(moves + "y");
          },
          {moves + "y"});
  add_bad("BeamWithoutEnergy",
          [](Layout& l) -> Layout& {
            l.attributes["small.nxs"].erase({"scan/camp/beam/energy", "units"});
            return l.erase("scan/camp/beam/energy").set("scan/camp/beam/extent", scalar(1));
          },
          {"energy"});
}

void add_ptyd(std::vector<BadScan>& cases) {
  auto const add_bad = [&](char const* name, Change const& change, std::vector<std::string> const& message_words) {
    add_case(cases, std::string("Ptyd") + name, ptyd_layout(), change, message_words);
  };
  add_bad("ChunkWithoutFrames", [](Layout& l) -> Layout& { return l.erase("chunks/2/data"); }, {"chunks/2/data"});
  add_bad("ChunkWithoutPositions", [](Layout& l) -> Layout& { return l.erase("chunks/2/positions"); },
          {"chunks/2/positions"});
  add_bad("FramesOfTwoSizes",
          [](Layout& l) -> Layout& {
            return l.set("chunks/2/data", filled<int>({2, 8, 8}, 1));
          },
          {"chunks/2/data", "one size"});
  add_bad("PositionsOfAnotherNumber",
          [](Layout& l) -> Layout& {
            return l.set("chunks/2/positions", filled<double>({3, 2}, 1e-6));
          },
          {"chunks/2/positions"});
  add_bad("WeightsOfAnotherSize",
          [](Layout& l) -> Layout& {
            return l.set("chunks/0/weights", filled<double>({1, 5, 5}, 1));
          },
          {"chunks/0/weights"});
  add_bad("EnergyInEv", [](Layout& l) -> Layout& { return l.set("meta/energy", scalar(1e9)); }, {"meta/energy"});
  add_bad("EnergyMissing", [](Layout& l) -> Layout& { return l.erase("meta/energy"); }, {"meta", "energy"});
  add_bad("DistanceNegative", [](Layout& l) -> Layout& { return l.set("meta/distance", scalar(-6)); }, {"distance"});
  add_bad("PixelMissing", [](Layout& l) -> Layout& { return l.erase("meta/psize"); }, {"detector's pixel"});
  add_bad("PartFileMissing",
          [](Layout& l) -> Layout& {
            l.files.erase("small.ptyd.part010");
            return l;
          },
          {"chunks/10", "part010"});
}

void add_others(std::vector<BadScan>& cases) {
  using Options = ReadOptions;
  Options const pixel{.pixel_m = 1e-6};
  add_case(cases, "ProjectionPositionsTooFew", projection_layout(),
           [](Layout& l) -> Layout& {
             return l.set("positions", filled<double>({3, 2}, 1e-6));
           },
           {"'positions'"});
  add_case(cases, "ProjectionFramesNotSquare", projection_layout(),
           [](Layout& l) -> Layout& {
             return l.set("data", filled<int>({4, 6, 7}, 1));
           },
           {"'data'"});
  add_case(cases, "ProjectionInPixels", projection_layout(),
           [](Layout& l) -> Layout& {
             return l.set("positions", numbers<double>({4, 2}, pairs(1e6, true)));
           },
           {"wrong unit"});
  add_case(cases, "HxnPointsTooFew", hxn_layout(),
           [](Layout& l) -> Layout& {
             return l.set("points", filled<double>({2, 3}, 1));
           },
           {"'points'"});
  add_case(cases, "HxnWavelengthInMetres", hxn_layout(),
           [](Layout& l) -> Layout& { return l.set("lambda_nm", scalar(1e-10)); }, {"'lambda_nm'"});
  add_case(cases, "HxnDistanceZero", hxn_layout(), [](Layout& l) -> Layout& { return l.set("z_m", scalar(0)); },
           {"distance"});
  add_case(cases, "HxnWithoutPixel", hxn_layout(), [](Layout& l) -> Layout& { return l.erase("ccd_pixel_um"); },
           {"--detector-pixel"});
  add_case(cases, "HxnAmplitudesAString", hxn_layout(),
           [](Layout& l) -> Layout& { return l.set("diffamp", word("none")); }, {"'diffamp'"});
  add_case(cases, "HxnRawWithoutGeometry", hxn_raw_layout(), [](Layout& l) -> Layout& { return l; }, {"--distance"});
  add_case(cases, "HxnRawEnergyNegative", hxn_raw_layout(),
           [](Layout& l) -> Layout& { return l.set_in("positions.h5", "scan/energy", scalar(-1)); }, {"scan/energy"});
  add_case(
      cases, "DpMaskOfAllBad", dp_points_layout(),
      [](Layout& l) -> Layout& {
        return l.set("valid_pixel_mask", filled<std::uint8_t>({6, 6}, 0));
      },
      {"valid_pixel_mask"}, pixel);
  add_case(cases, "PatternsNumberTwice", patterns_layout(),
           [](Layout& l) -> Layout& {
             return l.set("indexes", numbers<std::int64_t>({4}, {1, 3, 3, 5}));
           },
           {"'indexes'"});
  add_case(cases, "PatternsTooFewNumbers", patterns_layout(),
           [](Layout& l) -> Layout& {
             return l.set("indexes", numbers<std::int64_t>({2}, {1, 3}));
           },
           {"'indexes'"});
  add_case(cases, "PatternsOfAnotherScan", patterns_layout(),
           [](Layout& l) -> Layout& {
             return l.set("indexes", numbers<std::int64_t>({4}, {101, 103, 105, 107}));
           },
           {"'indexes'", "same scan"});
  add_case(cases, "ProductPositionTwice", patterns_layout(),
           [](Layout& l) -> Layout& {
             return l.set_in("product.h5", "probe_position_indexes", numbers<std::int64_t>({4}, {1, 1, 3, 5}));
           },
           {"two positions"});
  add_case(cases, "ProductWithoutPixel", patterns_layout(), [](Layout& l) -> Layout& { return l.erase("object"); },
           {"product.h5", "object"});
  add_case(cases, "ParaPixelZero", para_layout(),
           [](Layout& l) -> Layout& { return l.set_in("para.h5", "dx", scalar(0)); }, {"para.h5", "'dx'"});
  add_case(cases, "ParaPixelInNanometres", para_layout(),
           [](Layout& l) -> Layout& { return l.set_in("para.h5", "dx", scalar(1000)); }, {"'dx'", "1000 m"});
  add_case(cases, "ParaPositionsDiffer", para_layout(),
           [](Layout& l) -> Layout& { return l.set_in("para.h5", "ppX", filled<double>({5}, 1)); }, {"ppX", "ppY"});
  add_case(cases, "ParaWavelengthZero", para_layout(),
           [](Layout& l) -> Layout& { return l.set_in("para.h5", "lambda", scalar(0)); }, {"'lambda'"});
  add_case(cases, "NothingKnown", {.inputs = {"odd.h5"}, .files = {}, .attributes = {}},
           [](Layout& l) -> Layout& { return l.set("something", scalar(1)); }, {"no scan was found", "CXI", "ptyd"});
}

void add_files(std::vector<BadScan>& cases) {
  using Paths = std::vector<std::string>;
  auto const add_bad = [&](char const* name, std::vector<std::string> message_words,
                           std::function<void(Paths const&)> damage) {
    message_words.push_back("small.cxi");
    cases.push_back({std::string("File") + name, cxi_layout(), std::move(message_words), {}, std::move(damage)});
  };
  add_bad("Empty", {"empty"}, [](Paths const& paths) { overwrite(paths[0], ""); });
  add_bad("Text", {"not an HDF5 file"}, [](Paths const& paths) { overwrite(paths[0], "x, y\n1, two\n"); });
  add_bad("Table", {"no scan was found"}, [](Paths const& paths) { overwrite(paths[0], "x, y\n1, 2\n"); });
  add_bad("OfOneByte", {"not an HDF5 file"}, [](Paths const& paths) { overwrite(paths[0], "\x89"); });
  add_bad("OfASignatureOnly", {}, [](Paths const& paths) { overwrite(paths[0], "\x89HDF\r\n\x1a\n"); });
  add_bad("Missing", {"no such file"}, [](Paths const& paths) { std::filesystem::remove(paths[0]); });
  add_bad("AFolder", {"folder"}, [](Paths const& paths) {
    std::filesystem::remove(paths[0]);
    std::filesystem::create_directory(paths[0]);
  });
  for (int const percent : {10, 50, 90, 99})
    add_bad(("CutTo" + std::to_string(percent)).c_str(), {"truncated"}, [=](Paths const& paths) {
      auto const size = std::filesystem::file_size(paths[0]);
      std::filesystem::resize_file(paths[0], size * static_cast<std::uintmax_t>(percent) / 100);
    });
}

std::vector<BadScan> bad_files() {
  std::vector<BadScan> cases;
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

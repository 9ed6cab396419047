#include "app/shell/toml_config.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "hdf5/output_file.hpp"
#include "ptyger/error.hpp"
#include "tests/app/parse_reconstruct.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class TomlConfig : public testing::Test {
 protected:
  std::string write(std::string const& text) const {
    std::ofstream(file) << text;
    return file;
  }
  std::string error_of(std::string const& text) const {
    write(text);
    return message_of<InputError>([this] { parse_reconstruct({"--config", file}); });
  }
  TemporaryFolder folder;
  std::string const file = folder / "options.toml";
};

TEST_F(TomlConfig, SetsEveryKindOfOption) {
  auto const settings = parse_reconstruct({"--config", write("inputs = ['dp.h5', 'para.h5']\n"
                                                             "output = 'result.h5'\n"
                                                             "iterations = 12\n"
                                                             "start-epochs = 2\n"
                                                             "no-probe = true\n"
                                                             "overwrite = false\n"
                                                             "noise = 'poisson'\n")})
                            .settings;
  EXPECT_EQ(settings.inputs, (std::vector<std::string>{"dp.h5", "para.h5"}));
  EXPECT_EQ(settings.output, "result.h5");
  EXPECT_EQ(settings.solver.iterations, 12);
  EXPECT_EQ(settings.solver.start_epochs, 2);
  EXPECT_FALSE(settings.solver.recover_probe);
  EXPECT_FALSE(settings.overwrite);
  EXPECT_EQ(settings.solver.noise, Noise::poisson);
}

TEST_F(TomlConfig, CommandLineWins) {
  write("inputs = 'file.cxi'\niterations = 12\nnoise = 'poisson'\n");
  for (std::vector<std::string> const& words :
       {std::vector<std::string>{"scan.cxi", "-o", "r.h5", "--iterations", "3", "--config", file},
        std::vector<std::string>{"--config", file, "--iterations", "3", "-o", "r.h5", "scan.cxi"}}) {
    auto const settings = parse_reconstruct(words).settings;
    EXPECT_EQ(settings.solver.iterations, 3);
    EXPECT_EQ(settings.solver.noise, Noise::poisson);
    EXPECT_EQ(settings.inputs, std::vector<std::string>{"scan.cxi"});
  }
}

TEST_F(TomlConfig, ErrorsNameFileAndKey) {
  EXPECT_THAT(error_of("iteration = 3\n"),
              AllOf(HasSubstr(file), HasSubstr("unknown key 'iteration'"), HasSubstr("did you mean 'iterations'?")));
  EXPECT_THAT(error_of("config = 'other.toml'\n"), HasSubstr("unknown key 'config'"));
  EXPECT_THAT(error_of("noise = 'poison'\n"), AllOf(HasSubstr(file + ": key 'noise'"), HasSubstr("'poisson'")));
  EXPECT_THAT(error_of("iterations = 'many'\n"), HasSubstr(file + ": key 'iterations'"));
  EXPECT_THAT(error_of("iterations = 1.5\n"), HasSubstr(file + ": key 'iterations'"));
  EXPECT_THAT(error_of("no-probe = 1\n"), HasSubstr("key 'no-probe' must be true or false"));
  EXPECT_THAT(error_of("iterations = true\n"), HasSubstr("key 'iterations' takes a value"));
  EXPECT_THAT(error_of("[noise]\nname = 'poisson'\n"), HasSubstr("key 'noise' must be a string"));
  EXPECT_THAT(error_of("iterations = [1, 2]\n"),
              AllOf(HasSubstr("key 'iterations'"), HasSubstr("was given 2 values, 1 2; give it once")));
  EXPECT_THAT(error_of("center = 64\n"),
              HasSubstr("key 'center': --center needs 2 values, ROW,COL, but was given 1: 64"));
  EXPECT_THAT(error_of("center = [1, 2, 3]\n"), HasSubstr("but was given 3: 1,2,3"));
  EXPECT_THAT(error_of("noise = 'poisson'\nnonsense\n"), HasSubstr("line 2 is not TOML"));
  EXPECT_THAT(message_of<InputError>([this] {
                parse_reconstruct({"--config", folder / "none.toml"});
              }),
              AllOf(HasSubstr("none.toml"), HasSubstr("cannot be read")));
}

TEST_F(TomlConfig, ResolvedOptionsGiveTheSameSettings) {
  std::vector<std::vector<std::string>> const calls{
      {"scan.cxi", "-o", "result.h5"},
      {"a \"quoted\" name.h5", "tab\tand \\.h5", "-o", "1e5", "--iterations", "0", "--start-epochs", "4", "--no-probe",
       "--precision", "double", "--seed", "18446744073709551615", "--probe", "p.h5", "--metrics", "nan"},
      {"scan.cxi", "-o", "result.h5", "--rule", "reference"}};
  for (auto const& words : calls) {
    auto const first = parse_reconstruct(words);
    auto const again = parse_reconstruct({"--config", write(first.toml)});
    EXPECT_EQ(first.toml, again.toml);
    EXPECT_EQ(first.settings.inputs, again.settings.inputs);
    EXPECT_EQ(first.settings.output, again.settings.output);
    EXPECT_EQ(first.settings.metrics, again.settings.metrics);
    EXPECT_EQ(first.settings.solver.iterations, again.settings.solver.iterations);
    EXPECT_EQ(first.settings.solver.start_epochs, again.settings.solver.start_epochs);
    EXPECT_EQ(first.settings.solver.recover_probe, again.settings.solver.recover_probe);
    EXPECT_EQ(first.settings.solver.precision, again.settings.solver.precision);
    EXPECT_EQ(first.settings.solver.rule, again.settings.solver.rule);
    EXPECT_EQ(first.settings.solver.scheme, again.settings.solver.scheme);
    EXPECT_EQ(first.settings.solver.sampling, again.settings.solver.sampling);
    EXPECT_EQ(first.settings.solver.seed, again.settings.solver.seed);
  }
}

TEST_F(TomlConfig, AResultGivesTheOptionsOfItsRunWithoutItsOutputs) {
  auto const result = folder / "old.h5";
  auto const toml =
      parse_reconstruct({"scan.cxi", "-o", "old.h5", "--iterations", "7", "--metrics", "m.jsonl", "--overwrite"}).toml;
  hdf5::OutputFile file(result);
  file.group("/ptyger");
  file.text("/ptyger/options", toml);
  file.close();
  auto const again = parse_reconstruct({"--config", result, "-o", "new.h5"}).settings;
  EXPECT_EQ(again.inputs, std::vector<std::string>{"scan.cxi"});
  EXPECT_EQ(again.solver.iterations, 7);
  EXPECT_EQ(again.output, "new.h5");
  EXPECT_EQ(again.metrics, "");
  EXPECT_FALSE(again.overwrite);
  EXPECT_EQ(parse_reconstruct({"other.cxi", "--config", result, "-o", "new.h5"}).settings.inputs,
            std::vector<std::string>{"other.cxi"});
}

TEST_F(TomlConfig, AnHdf5FileWithoutOptionsIsRefused) {
  auto const file = folder / "scan.h5";
  hdf5::OutputFile(file).close();
  EXPECT_THROW(parse_reconstruct({"--config", file, "-o", "new.h5"}), InputError);
}

TEST_F(TomlConfig, ResolvedOptionsShowDefaults) {
  auto const toml = parse_reconstruct({"scan.cxi", "-o", "result.h5"}).toml;
  EXPECT_THAT(toml, AllOf(HasSubstr("sampling = 'auto'\n"), HasSubstr("start-epochs = 'auto'\n"),
                          HasSubstr("seed = 0\n"), HasSubstr("overwrite = false\n"),
                          HasSubstr("probe-modes = 'auto'\n"), HasSubstr("inputs = ['scan.cxi']\n")));
}

}  // namespace
}  // namespace ptyger::test

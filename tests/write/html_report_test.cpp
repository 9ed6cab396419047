#include "write/report/html_report.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "ptyger/error.hpp"
#include "tests/write/small_result.hpp"
#include "write/report/drift.hpp"
#include "write/report/text.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

ResultInfo small_info() {
  ResultInfo info;
  info.options_toml = "iterations = 3\nnoise = 'poisson'\n";
  info.command_line = "ptyger reconstruct 'a & <b>.cxi'";
  info.versions = {{"ptyger", "0.1.0"}, {"hdf5", "1.10"}};
  info.host = "node7";
  info.notes = {"2 negative counts were set to zero"};
  info.start_time = "2026-01-02T03:04:05+00:00";
  info.end_time = "2026-01-02T03:05:05+00:00";
  return info;
}

/// The report of a small result, as HTML.
std::string page(Scan const& scan = small_scan(), Result const& result = small_result(),
                 ResultInfo const& info = small_info()) {
  return write::html_report(scan, result, info);
}

TEST(ReportText, EscapesSpecialCharactersOfHtml) {
  EXPECT_EQ(write::escape_html("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(write::escape_html("a\nb\tµ"), "a\nb\tµ");
  EXPECT_EQ(write::escape_html(std::string("\0\x1b", 2)), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(ReportText, EncodesBase64AsInRfc4648) {
  for (auto const& [plain, coded] : {std::pair<char const*, char const*>{"", ""},
                                     {"f", "Zg=="},
                                     {"fo", "Zm8="},
                                     {"foo", "Zm9v"},
                                     {"foob", "Zm9vYg=="},
                                     {"foobar", "Zm9vYmFy"},
                                     {"\xff\xfe", "//4="}})
    EXPECT_EQ(write::base64(plain), coded);
}

TEST(HtmlReport, HasAllSections) {
  auto scan = small_scan();
  scan.angle_deg = 12.5;
  auto result = small_result();
  result.intensities = {0.9, 1.0, 1.1};
  result.background.assign(16, 0.5);
  auto const text = page(scan, result);
  for (auto const* id : {"object", "probe", "convergence", "positions", "intensities", "background", "timings",
                         "settings", "provenance"})
    EXPECT_THAT(text, HasSubstr("<section id=\"" + std::string(id) + "\"")) << id;
  for (auto const* words :
       {"Object phase", "Object amplitude", "<small>15 × 11 pixels", "the objective no longer falls",
        "Mode 2 <b>50.0 %</b>", "negative counts were set to zero", "folder/small.cxi", "node7", "hdf5 1.10",
        "2026-01-02T03:04:05", "12.5°", "noise = &#39;poisson&#39;", "gradient", "8.16 % rms"})
    EXPECT_THAT(text, HasSubstr(words));
}

TEST(HtmlReport, OmitsSectionsWithoutData) {
  auto scan = small_scan();
  scan.positions.clear();
  auto result = small_result();
  result.history.clear();
  result.timings.clear();
  EXPECT_THAT(page(scan, result), AllOf(Not(HasSubstr("id=\"convergence\"")), Not(HasSubstr("id=\"positions\"")),
                                        Not(HasSubstr("id=\"background\"")), Not(HasSubstr("id=\"timings\""))));
}

TEST(HtmlReport, EscapesTextsFromFiles) {
  auto scan = small_scan();
  scan.sources = {"<script>alert(1)</script>.cxi"};
  auto info = small_info();
  info.notes = {"\"><img src=http://example.org/x.png>"};
  auto result = small_result();
  result.stop_reason = "<b>why</b>";
  auto const text = page(scan, result, info);
  EXPECT_THAT(text, AllOf(HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;.cxi"), HasSubstr("&lt;b&gt;why&lt;/b&gt;"),
                          HasSubstr("&lt;img src=http://example.org"), HasSubstr("&#39;a &amp; &lt;b&gt;.cxi&#39;")));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("<script>alert")), Not(HasSubstr("<img src=http"))));
}

TEST(HtmlReport, IsSelfContained) {
  auto const text = page();
  std::regex const reference(R"re((src|href)="([^"]{0,12})|url\(|@import|xlink|<(iframe|object|embed|base))re");
  for (std::sregex_iterator found(text.begin(), text.end(), reference), end; found != end; ++found)
    EXPECT_EQ((*found)[2].str().substr(0, 5), "data:") << found->str();
  EXPECT_THAT(text, AllOf(Not(HasSubstr("http://")), Not(HasSubstr("https://")), HasSubstr("default-src 'none'")));
}

TEST(HtmlReport, DrawsArrowsWherePositionsWereRefined) {
  auto const scan = small_scan();
  auto result = small_result();
  result.positions = scan.positions;
  EXPECT_THAT(page(scan, result), AllOf(HasSubstr("as the scan says"), Not(HasSubstr("class=\"arrows\""))));
  for (auto& position : result.positions) position = {position.row_m + 3e-8, position.col_m - 8e-8};
  EXPECT_THAT(page(scan, result), AllOf(HasSubstr("class=\"arrows\""), HasSubstr("5 pixels rms")));
  auto const drift = write::drift_of(scan, result.positions);
  EXPECT_NEAR(drift.rms, 5, 1e-9);
  EXPECT_NEAR(drift.largest, 5, 1e-9);
}

TEST(HtmlReport, ReloadsItselfOnlyWhileTheRunGoesOn) {
  auto const running = write::html_report(small_scan(), small_result(), small_info(), 5);
  EXPECT_THAT(running,
              AllOf(HasSubstr("data-reload=\"5\" data-written=\"2026-01-02T03:05:05+00:00\"><b>Running:</b> iteration "
                              "1, reloads every 5 s"),
                    HasSubstr("<noscript><meta http-equiv=\"refresh\" content=\"5\">"), Not(HasSubstr("Finished:"))));
  EXPECT_THAT(page(), AllOf(HasSubstr("<b>Finished:</b>"), Not(HasSubstr("data-reload=")), Not(HasSubstr("refresh"))));
}

TEST(HtmlReport, HoldsTheValuesOfTheObject) {
  std::smatch found;
  auto const text = page();
  ASSERT_TRUE(std::regex_search(text, found, std::regex("data-name=\"phase\"[^>]*data-levels=\"([^\"]*)\"")));
  EXPECT_EQ(found[1].str().size(), (15 * 11 * 2 + 2) / 3 * 4U);
  EXPECT_THAT(text, AllOf(HasSubstr("data-x=\"-1.1e-07\" data-y=\"-7.5e-08\""), HasSubstr("data-unit=\"rad\""),
                          HasSubstr("data-map=\"scale\""), HasSubstr("data-map=\"grey\"")));
}

class HtmlReportFile : public FolderTest {};

TEST_F(HtmlReportFile, ReplacesAnExistingFileOnlyWhenAllowed) {
  auto info = small_info();
  write::write_html_report(path("r.html"), small_scan(), small_result(), info);
  EXPECT_EQ(files(), 1);
  std::ostringstream written;
  written << std::ifstream(path("r.html"), std::ios::binary).rdbuf();
  EXPECT_EQ(written.str(), page());
  EXPECT_THROW(write::write_html_report(path("r.html"), small_scan(), small_result(), info), InputError);
  info.overwrite = true;
  EXPECT_NO_THROW(write::write_html_report(path("r.html"), small_scan(), small_result(), info));
}

}  // namespace
}  // namespace ptyger::test

#include "write/report/html_report.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "core/system_error.hpp"
#include "ptyger/error.hpp"
#include "write/pending_file.hpp"
#include "write/report/page_template.hpp"
#include "write/report/parts.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {
namespace {

std::string title_of(Scan const& scan) {
  if (scan.sources.empty()) return "Reconstruction";
  return escape_html(std::filesystem::path(scan.sources.front()).filename().string());
}

/// The content security policy makes the browser load nothing from outside of the page.
constexpr char const* head =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
    "'unsafe-inline'; script-src 'unsafe-inline'\">\n<link rel=\"icon\" href=\"data:,\">\n";

}  // namespace

std::string html_report(Scan const& scan, Result const& result, ResultInfo const& info,
                        std::optional<int> reload_seconds) {
  auto const title = title_of(scan);
  auto const version = info.versions.find("ptyger");
  std::string page = head;
  if (reload_seconds)  // else the script does it
    page += fmt::format("<noscript><meta http-equiv=\"refresh\" content=\"{}\"></noscript>\n", *reload_seconds);
  page += "<title>" + title + " – PtyGer</title>\n<style>" + report_style +
          "</style>\n</head>\n<body>\n<header>\n<h1>" + title + "</h1>\n" +
          (reload_seconds ? running_html(result, info, *reload_seconds) : ended_html(result)) +
          summary_html(scan, result, info) + "</header>\n<main>\n";
  page += object_section(scan, result) + "<div class=\"columns\">\n" + probe_section(scan, result) +
          convergence_section(result) + halves_section(info);
  page += positions_section(scan, result) + intensities_section(result) + background_section(scan, result);
  page += timings_section(result) + settings_section(info) + "</div>\n" + variation_section(scan, result) +
          fit_section(scan, result) + provenance_section(scan, result, info);
  page += "</main>\n<footer>PtyGer" + escape_html(version == info.versions.end() ? "" : " " + version->second) +
          escape_html(info.end_time.empty() ? "" : ", " + info.end_time) + "</footer>\n<script>" + report_script +
          "</script>\n</body>\n</html>\n";
  return page;
}

void write_html_report(std::string const& path, Scan const& scan, Result const& result, ResultInfo const& info,
                       std::optional<int> reload_seconds) {
  PendingFile pending(path, info.overwrite);
  auto const page = html_report(scan, result, info, reload_seconds);
  std::ofstream file(pending.temporary(), std::ios::binary);
  file.write(page.data(), static_cast<std::streamsize>(page.size()));
  file.close();
  if (!file) throw OutputError(path, core::last_system_error());
  pending.commit();
}

}  // namespace ptyger::write

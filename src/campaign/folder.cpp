#include "campaign/folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "core/system_error.hpp"
#include "ptyger/error.hpp"
#include "write/pending_file.hpp"
#include "write/picture/previews.hpp"

namespace ptyger::campaign {
namespace {

namespace fs = std::filesystem;

constexpr char const* claim_mark = ".claim.";

/// The part of a file name before the last `mark`; empty when the name has no mark.
std::string part_before(std::string const& name, std::string const& mark) {
  auto const at = name.rfind(mark);
  return at == std::string::npos ? std::string() : name.substr(0, at);
}

/// Calls visit(name) for each file in a folder.
template <class Visit>
void each_name(fs::path const& folder, Visit const& visit) {
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error))
    visit(entry->path().filename().string());
  if (error) throw InputError(folder.string() + ": cannot be listed: " + error.message() + ".");
}

bool is_temporary(std::string const& name) {
  return name.front() == '.' && name.ends_with(".part");
}

}  // namespace

void CampaignFolder::make() const {
  std::error_code error;
  for (auto const& folder : {results(), state(), root_ / "checkpoints"}) {
    fs::create_directories(folder, error);
    if (error)
      throw InputError(folder.string() + ": the folder cannot be made: " + error.message() +
                       ". Name another output, where you may write.");
  }
}

std::string CampaignFolder::halves_picture(std::string const& name) const {
  return write::preview_names(results().string(), name).back();
}

std::string CampaignFolder::claim(std::string const& name, int number) const {
  return state() / (name + claim_mark + std::to_string(number));
}

std::map<std::string, CampaignFolder::Entry> CampaignFolder::list() const {
  std::map<std::string, Entry> entries;
  each_name(results(), [&](std::string const& file) {
    if (is_temporary(file) || !file.ends_with(".h5")) return;
    entries[part_before(file, ".h5")].result = true;
  });
  each_name(root_ / "checkpoints", [&](std::string const& file) {
    if (!is_temporary(file) && file.ends_with(".h5")) entries[part_before(file, ".h5")].checkpoint = true;
  });
  each_name(state(), [&](std::string const& file) {
    if (is_temporary(file)) return;
    if (file.ends_with(".done.json"))
      entries[part_before(file, ".done.json")].record = true;
    else if (file.ends_with(".failed.json"))
      entries[part_before(file, ".failed.json")].failure = true;
    else if (file.ends_with(".progress"))
      entries[part_before(file, ".progress")].progress = true;
    else if (auto const name = part_before(file, claim_mark); !name.empty())
      entries[name].claim =
          std::max(entries[name].claim, std::atoi(file.c_str() + name.size() + std::strlen(claim_mark)));
  });
  return entries;
}

void CampaignFolder::remove_leftovers() const {
  for (auto const& folder : {root_, results(), state(), root_ / "checkpoints"}) write::remove_leftovers(folder);
}

void CampaignFolder::write(std::string const& file, std::string const& text, Durability durability) {
  write::PendingFile pending(file, true);
  std::ofstream out(pending.temporary(), std::ios::binary);
  out << text << std::flush;
  if (!out) throw OutputError(file, core::last_system_error());
  out.close();
  if (durability == Durability::power)
    pending.commit();
  else
    pending.commit_without_sync();
}

std::string CampaignFolder::read(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace ptyger::campaign

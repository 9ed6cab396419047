#pragma once

#include <array>
#include <string>
#include <vector>

#include "ptyger/reconstruct.hpp"

namespace ptyger::prepare {

/// What several scans have in common.
enum class Share {
  nothing,  ///< there is one scan
  probe,    ///< one probe; each scan has an object of its own
  object,   ///< one object; the first mode of each scan's probe is its own
  both      ///< one probe and one object
};
/// Words of Share for the user.
constexpr std::array<Word<Share>, 3> words_of(Share) {
  return {{{"probe", Share::probe}, {"object", Share::object}, {"both", Share::both}}};
}

/// One of several scans in the joint scan.
struct JoinedPart {
  std::size_t first = 0;   ///< number of its first frame in the joint scan
  std::size_t frames = 0;  ///< number of its frames
  Position offset;         ///< joint minus own positions, metres
};

/// Several scans as one: the frames of all, one behind the other, with the geometry of the first scan.
struct JoinedScans {
  Scan scan;
  std::vector<JoinedPart> parts;   ///< [scan]
  std::vector<std::string> notes;  ///< what was done, for the user
};

/// Joins scans. Share::probe: the fields of the scans are put beside each other, with `gap_pixels` between their
/// patches, so that no object pixel belongs to two scans. Otherwise the positions of the scans get `offsets`, one for
/// each scan; empty: none. Share::object: each scan keeps its initial probe. A pixel of the detector counts as measured
/// when it is measured in all scans. Throws InputError when the frames or the pixels differ.
JoinedScans join_scans(std::vector<Scan> scans, Share share, std::vector<Position> const& offsets, int gap_pixels);

}  // namespace ptyger::prepare

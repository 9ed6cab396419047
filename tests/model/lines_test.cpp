#include "model/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace ptyger {
namespace {

using model::Lines;
using model::Moves;
using testing::ElementsAre;

std::vector<Moves> moves_of(Scheme scheme, bool recover_probe) {
  Lines const lines(scheme, recover_probe);
  auto const moves = lines.moves();
  return {moves.begin(), moves.end()};
}

TEST(Lines, OneLineMovesObjectAndProbeTogether) {
  EXPECT_THAT(moves_of(Scheme::joint, true), ElementsAre(Moves{true, true}));
  EXPECT_TRUE(Lines(Scheme::joint, true).joint());
}

TEST(Lines, TwoLinesMoveObjectAndProbeInTurn) {
  EXPECT_THAT(moves_of(Scheme::alternating, true), ElementsAre(Moves{true, false}, Moves{false, true}));
  EXPECT_FALSE(Lines(Scheme::alternating, true).joint());
}

TEST(Lines, OnlyTheObjectMovesWhenTheProbeIsKept) {
  for (auto const scheme : {Scheme::joint, Scheme::alternating}) {
    EXPECT_THAT(moves_of(scheme, false), ElementsAre(Moves{true, false}));
    EXPECT_FALSE(Lines(scheme, false).joint());
  }
}

}  // namespace
}  // namespace ptyger

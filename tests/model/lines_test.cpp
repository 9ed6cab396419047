#include "model/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ptyger {
namespace {

using model::Lines;
using model::Moves;
using testing::ElementsAre;

TEST(Lines, OneLineMovesObjectAndProbeTogether) {
  EXPECT_THAT(Lines(Scheme::joint, true).moves(), ElementsAre(Moves{true, true}));
  EXPECT_TRUE(Lines(Scheme::joint, true).joint());
}

TEST(Lines, TwoLinesMoveObjectAndProbeInTurn) {
  EXPECT_THAT(Lines(Scheme::alternating, true).moves(), ElementsAre(Moves{true, false}, Moves{false, true}));
  EXPECT_FALSE(Lines(Scheme::alternating, true).joint());
}

TEST(Lines, OnlyTheObjectMovesWhenTheProbeIsKept) {
  for (auto const scheme : {Scheme::joint, Scheme::alternating}) {
    EXPECT_THAT(Lines(scheme, false).moves(), ElementsAre(Moves{true, false}));
    EXPECT_FALSE(Lines(scheme, false).joint());
  }
}

}  // namespace
}  // namespace ptyger

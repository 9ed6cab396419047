#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hdf5/decoder.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/encoded_chunks.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr std::size_t chunk_bytes = 2 * 16 * 16;

/// A chunk of 16 x 16 elements of two bytes.
ByteVector plain_chunk() {
  ByteVector bytes(chunk_bytes);
  for (std::size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<unsigned char>(k % 2 == 0 ? k % 13 : 0);
  return bytes;
}

ByteVector with_bytes(ByteVector chunk, std::size_t at, ByteVector const& bytes) {
  std::copy(bytes.begin(), bytes.end(), chunk.begin() + static_cast<std::ptrdiff_t>(at));
  return chunk;
}

ByteVector cut_to(ByteVector chunk, std::size_t bytes) {
  chunk.resize(bytes);
  return chunk;
}

struct Damage {
  std::string name;
  std::vector<FilterOfFile> filters;
  ByteVector stored;
  std::uint32_t skipped = 0;
};

std::vector<Damage> damages() {
  std::vector<FilterOfFile> const bslz4{{32008, {0, 4, 2, 0, 2}}};
  std::vector<FilterOfFile> const bszstd{{32008, {0, 4, 2, 0, 3}}};
  std::vector<FilterOfFile> const blocks{{32004, {}}};
  auto const chunk = plain_chunk();
  auto const half = part_of(chunk, 0, chunk_bytes / 2);
  auto const lz4_chunk = bitshuffle_lz4(chunk, 2);
  auto const zstd_chunk = bitshuffle_zstd(chunk, 2);
  auto const lz4_plain = lz4_blocks(chunk, 2);
  auto const gzip_chunk = gzip(chunk);
  return {
      {"BitshuffleLz4CutInItsHead", bslz4, cut_to(lz4_chunk, 10)},
      {"BitshuffleLz4CutAfterItsHead", bslz4, cut_to(lz4_chunk, 12)},
      {"BitshuffleLz4CutInItsLastBlock", bslz4, cut_to(lz4_chunk, lz4_chunk.size() - 3)},
      {"BitshuffleLz4ClaimsMore", bslz4, with_bytes(lz4_chunk, 0, big_endian(2 * chunk_bytes, 8))},
      {"BitshuffleLz4ClaimsLess", bslz4, with_bytes(lz4_chunk, 0, big_endian(chunk_bytes / 2, 8))},
      {"BitshuffleLz4ClaimsFarMore", bslz4, with_bytes(lz4_chunk, 0, ByteVector(8, 0xff))},
      {"BitshuffleLz4HasLess", bslz4, bitshuffle_lz4(half, 2)},
      {"BitshuffleLz4BlockOfNone", bslz4, with_bytes(lz4_chunk, 8, big_endian(0, 4))},
      {"BitshuffleLz4BlockNoMultipleOf8", bslz4, with_bytes(lz4_chunk, 8, big_endian(60, 4))},
      {"BitshuffleLz4BlockOfAll", bslz4, with_bytes(lz4_chunk, 8, ByteVector(4, 0xff))},
      {"BitshuffleLz4BlockBeyondTheEnd", bslz4, with_bytes(lz4_chunk, 12, ByteVector(4, 0xff))},
      {"BitshuffleLz4TokensOfOnes", bslz4, with_bytes(lz4_chunk, 16, ByteVector(8, 0xff))},
      {"BitshuffleLz4WithoutElementSize", {{32008, {0, 4}}}, lz4_chunk},
      {"BitshuffleLz4ElementsOfNoByte", {{32008, {0, 4, 0, 0, 2}}}, lz4_chunk},
      {"BitshuffleLz4ElementsOfManyBytes", {{32008, {0, 4, 0xffffffff, 0xfffffff8, 2}}}, lz4_chunk},
      {"BitshuffleOfUnknownCodec", {{32008, {0, 4, 2, 0, 7}}}, lz4_chunk},
      {"BitshuffleShort", {{32008, {0, 4, 2, 32, 0}}}, bitshuffle_alone(half, 2)},
      {"BitshuffleBlockNoMultipleOf8", {{32008, {0, 4, 2, 33, 0}}}, bitshuffle_alone(chunk, 2)},
      {"BitshuffleZstdFlipped", bszstd, with_bytes(zstd_chunk, 16, {0})},
      {"BitshuffleZstdCut", bszstd, cut_to(zstd_chunk, zstd_chunk.size() - 1)},
      {"BitshuffleZstdClaimsFarMore", bszstd, with_bytes(zstd_chunk, 0, ByteVector(8, 0xff))},
      {"Lz4CutInItsHead", blocks, cut_to(lz4_plain, 11)},
      {"Lz4CutInABlock", blocks, cut_to(lz4_plain, lz4_plain.size() - 1)},
      {"Lz4ClaimsMore", blocks, with_bytes(lz4_plain, 0, big_endian(chunk_bytes + 1, 8))},
      {"Lz4HasLess", blocks, lz4_blocks(half, 2)},
      {"Lz4BlockOfNone", blocks, with_bytes(lz4_plain, 8, big_endian(0, 4))},
      {"Lz4BlockBeyondTheEnd", blocks, with_bytes(lz4_plain, 12, ByteVector(4, 0xff))},
      {"ZstdFlipped", {{32015, {}}}, with_bytes(zstd(chunk), 0, {0})},
      {"ZstdHasLess", {{32015, {}}}, zstd(half)},
      {"GzipCut", {{1, {5}}}, cut_to(gzip_chunk, gzip_chunk.size() - 4)},
      {"GzipFlipped", {{1, {5}}}, with_bytes(gzip_chunk, gzip_chunk.size() / 2, {0xff, 0xff})},
      {"GzipHasLess", {{1, {5}}}, gzip(half)},
      {"GzipHasMore", {{1, {5}}}, gzip(joined({chunk, half}))},
      {"LzfHasLess", {{32000, {4, 0x105, chunk_bytes}}}, lzf_literals(half, 2)},
      {"PlainHasLess", {{1, {5}}}, half, 1},
      {"PlainHasFarMore", {{1, {5}}}, ByteVector(10000), 1},
  };
}

class DamagedChunk : public testing::TestWithParam<Damage> {};

TEST_P(DamagedChunk, IsRefusedByName) {
  TemporaryFolder const folder;
  {
    ChunkedFile file(folder / "damaged.h5", H5T_NATIVE_UINT16, {2, 16, 16}, {1, 16, 16}, GetParam().filters);
    file.write({1, 0, 0}, GetParam().stored, GetParam().skipped);
  }
  auto const data = hdf5::InputFile(folder / "damaged.h5").dataset("data");
  EXPECT_THAT([&] { data.read<std::uint16_t>(); },
              testing::ThrowsMessage<InputError>(
                  AllOf(HasSubstr("damaged.h5: dataset 'data' cannot be read: the chunk at (1, 0, 0) is damaged"),
                        HasSubstr("copy or convert it again"))));
}

// HDF5 itself sets this parameter, so that no file can be made without it.
TEST(Shuffle, NeedsTheSizeOfAnElement) {
  auto const chunk = plain_chunk();
  ByteVector out(chunk.size());
  unsigned const zero = 0;
  EXPECT_FALSE(hdf5::shuffle_decoder.decode(chunk, {}, out));
  EXPECT_FALSE(hdf5::shuffle_decoder.decode(chunk, {&zero, 1}, out));
}

INSTANTIATE_TEST_SUITE_P(All, DamagedChunk, testing::ValuesIn(damages()),
                         [](auto const& test) { return test.param.name; });

}  // namespace
}  // namespace ptyger::test

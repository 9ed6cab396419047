#include "hdf5/chunk_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "core/usable_cores.hpp"
#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

constexpr std::size_t most_threads = 8;
constexpr std::size_t most_decoded_bytes = 256U << 20U;  // in chunks that are being decoded, and as much in kept ones

/// The fill value of a dataset, in the type of the file; zeros when there is none.
std::vector<unsigned char> fill_value(hid_t creation, hid_t type, std::string const& where) {
  std::vector<unsigned char> value(H5Tget_size(type));
  H5D_fill_value_t status{};
  check(H5Pfill_value_defined(creation, &status), "H5Pfill_value_defined", where);
  if (status != H5D_FILL_VALUE_UNDEFINED)
    check(H5Pget_fill_value(creation, type, value.data()), "H5Pget_fill_value", where);
  return value;
}

}  // namespace

/// One call of read(): the chunks of a slab, which several threads take one after the other.
class ChunkReader::Job {
 public:
  Job(ChunkReader& reader, hid_t dataset, Slab const& slab, unsigned char* out)
      : reader_(reader), dataset_(dataset), slab_(slab), out_(out) {
    for (std::size_t axis = 0; axis < slab.first.size(); ++axis) {
      std::size_t const chunk = reader.chunk_[axis];
      first_.push_back(slab.first[axis] / chunk);
      numbers_.push_back((slab.first[axis] + slab.extent[axis] - 1) / chunk + 1 - first_.back());
    }
    chunks_ = count(numbers_);
  }

  /// Reads all chunks. Throws the first error of any thread.
  void run() {
    std::size_t const wanted = std::min({chunks_, core::usable_cores(), most_threads,
                                         std::max<std::size_t>(1, most_decoded_bytes / reader_.chunk_bytes_)});
    {
      std::vector<std::jthread> helpers;
      try {
        while (helpers.size() + 1 < wanted) helpers.emplace_back([this] { work(); });
      } catch (std::system_error const&) {  // no more threads: those that there are do the work
      }
      work();
    }
    if (error_) std::rethrow_exception(error_);
    reader_.kept_ = std::move(kept_);
  }

 private:
  /// A chunk, and what is known of its values.
  struct Chunk {
    Slab slab;                           ///< its elements, also those beyond the end of the dataset
    std::uint32_t skipped = 0;           ///< filters that did not encode it
    bool written = true;                 ///< it is in the file
    std::vector<unsigned char> stored;   ///< its bytes in the file
    std::vector<unsigned char> decoded;  ///< its elements; empty: not decoded yet
  };

  /// Work of one thread: takes chunks until there are no more, or a thread has failed.
  void work() try {
    Chunk chunk;
    while (take(chunk)) place(chunk);
  } catch (...) {
    std::lock_guard const lock(mutex_);
    if (!error_) error_ = std::current_exception();
  }

  /// Reads the next stored chunk; false when there is none. HDF5 must not be called by two threads at the same time.
  bool take(Chunk& chunk) {
    std::lock_guard const lock(mutex_);
    if (error_ || next_ == chunks_) return false;
    chunk.slab = {Shape(first_.size()), reader_.chunk_};
    std::size_t rest = next_++;
    for (std::size_t axis = first_.size(); axis-- > 0; rest /= numbers_[axis])
      chunk.slab.first[axis] = (first_[axis] + rest % numbers_[axis]) * reader_.chunk_[axis];
    chunk.decoded.clear();
    if (auto const kept = reader_.kept_.find(chunk.slab.first); kept != reader_.kept_.end())
      chunk.decoded = std::move(kept->second);
    else
      read_stored(chunk);
    return true;
  }

  void read_stored(Chunk& chunk) {
    silence();  // some builds of HDF5 print errors of each thread
    std::vector<hsize_t> const origin(chunk.slab.first.begin(), chunk.slab.first.end());
    hsize_t bytes = 0;
    // HDF5 1.10 fails for a chunk that was never written, with two records; an index that is damaged gives more.
    if (H5Dget_chunk_storage_size(dataset_, origin.data(), &bytes) < 0 && H5Eget_num(H5E_DEFAULT) > 2)
      fail(chunk, last_cause().message());
    chunk.written = bytes > 0;
    if (!chunk.written) return;
    if (bytes > 2 * reader_.chunk_bytes_ + 4096) fail(chunk, fmt::format("it has {} bytes in the file", bytes));
    chunk.stored.resize(bytes);
    if (H5Dread_chunk(dataset_, H5P_DEFAULT, origin.data(), &chunk.skipped, chunk.stored.data()) < 0)
      fail(chunk, last_cause().message());
    bool const is_partial = intersection(chunk.slab, whole_dataset()) != chunk.slab;
    if (is_partial && reader_.partial_are_plain_) chunk.skipped = ~std::uint32_t{0};
  }

  /// Decodes a chunk and puts its elements into the result.
  void place(Chunk& chunk) {
    Slab const part = intersection(chunk.slab, slab_);
    if (chunk.decoded.empty() && part == chunk.slab && is_contiguous(part, slab_)) {
      decode(chunk, {out_ + offset_in(slab_, part) * reader_.element_bytes_, reader_.chunk_bytes_});
      return;
    }
    if (chunk.decoded.empty()) {
      chunk.decoded.resize(reader_.chunk_bytes_);
      decode(chunk, chunk.decoded);
    }
    copy_part(part, chunk.decoded.data(), chunk.slab, out_, slab_, reader_.element_bytes_);
    if (part != intersection(chunk.slab, whole_dataset())) keep(chunk);
  }

  void decode(Chunk const& chunk, MutableBytes out) const {
    if (chunk.written) {
      if (!reader_.decoder_.decode(chunk.stored, chunk.skipped, out))
        fail(chunk, fmt::format("it does not decode by {} to {} bytes", reader_.decoder_.names(), out.size()));
      return;
    }
    for (std::size_t at = 0; at < out.size(); at += reader_.element_bytes_)
      std::copy(reader_.fill_.begin(), reader_.fill_.end(), out.data() + at);
  }

  /// Keeps the elements of a chunk for the next call, which often begins where this one ends.
  void keep(Chunk& chunk) {
    std::lock_guard const lock(mutex_);
    if ((kept_.size() + 1) * reader_.chunk_bytes_ <= most_decoded_bytes)
      kept_[chunk.slab.first] = std::move(chunk.decoded);
  }

  [[noreturn]] void fail(Chunk const& chunk, std::string const& why) const {
    throw InputError(
        fmt::format("{} cannot be read: the chunk at {} is damaged: {}. The file is damaged or incomplete; copy or "
                    "convert it again.",
                    reader_.where_, to_string(chunk.slab.first), why));
  }

  Slab whole_dataset() const { return {Shape(reader_.shape_.size()), reader_.shape_}; }

  ChunkReader& reader_;
  hid_t dataset_;
  Slab const& slab_;
  unsigned char* out_;
  Shape first_;             ///< number of the first chunk along each axis
  Shape numbers_;           ///< number of chunks along each axis
  std::size_t chunks_ = 0;  ///< number of chunks
  std::mutex mutex_;        ///< guards HDF5 and all below
  std::size_t next_ = 0;    ///< chunks that were taken
  std::exception_ptr error_;
  std::map<Shape, std::vector<unsigned char>> kept_;
};

std::unique_ptr<ChunkReader> ChunkReader::of(hid_t creation, hid_t type, Shape const& shape, std::string const& where) {
  if (H5Pget_layout(creation) != H5D_CHUNKED) return {};
  auto decoder = ChunkDecoder::of(creation, where);
  if (!decoder) return {};
  std::vector<hsize_t> chunk(shape.size());
  check(H5Pget_chunk(creation, static_cast<int>(chunk.size()), chunk.data()), "H5Pget_chunk", where);
  double bytes = static_cast<double>(H5Tget_size(type));
  for (auto const extent : chunk) bytes *= static_cast<double>(extent);
  if (bytes < 1 || bytes > static_cast<double>(largest_chunk)) return {};
  unsigned options = 0;
  check(H5Pget_chunk_opts(creation, &options), "H5Pget_chunk_opts", where);
  std::unique_ptr<ChunkReader> reader(new ChunkReader(*std::move(decoder)));
  reader->shape_ = shape;
  reader->chunk_ = {chunk.begin(), chunk.end()};
  reader->element_bytes_ = H5Tget_size(type);
  reader->chunk_bytes_ = static_cast<std::size_t>(bytes);
  reader->fill_ = fill_value(creation, type, where);
  reader->partial_are_plain_ = (options & H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS) != 0;
  reader->where_ = where;
  return reader;
}

void ChunkReader::read(hid_t dataset, Slab const& slab, unsigned char* out) {
  if (count(slab.extent) > 0) Job(*this, dataset, slab, out).run();
}

}  // namespace ptyger::hdf5

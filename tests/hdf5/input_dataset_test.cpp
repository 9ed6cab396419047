#include "hdf5/input_dataset.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "hdf5/failure.hpp"
#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::hdf5 {
namespace {

using test::message_of;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using complexf = std::complex<float>;
using complexd = std::complex<double>;

/// Makes a file with one dataset, of a type or with filters that OutputFile cannot write.
InputDataset create_dataset(std::string const& path, hid_t type, Shape const& shape, void const* values,
                            PropertyHandle const& creation) {
  FileHandle const file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  std::vector<hsize_t> const extent(shape.begin(), shape.end());
  SpaceHandle const space(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr));
  DatasetHandle dataset(H5Dcreate2(file.get(), "data", type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
  EXPECT_TRUE(dataset);
  if (values != nullptr) {
    EXPECT_GE(H5Dwrite(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), 0);
  }
  return {std::move(dataset), path + ": dataset 'data'"};
}

PropertyHandle default_properties() {
  return PropertyHandle(H5Pcreate(H5P_DATASET_CREATE));
}

template <class T>
class AnyNumber : public testing::Test {};
using Numbers = testing::Types<std::int8_t, std::int16_t, std::int32_t, std::int64_t, std::uint8_t, std::uint16_t,
                               std::uint32_t, std::uint64_t, float, double>;
TYPED_TEST_SUITE(AnyNumber, Numbers);

TYPED_TEST(AnyNumber, IsConvertedToTheRequestedType) {
  TemporaryFolder const folder;
  OutputFile out(folder / "n.h5");
  out.dataset<TypeParam>("n", {2, 2}, std::vector<TypeParam>{1, 2, 3, 100});
  out.close();
  InputDataset const data = InputFile(folder / "n.h5").dataset("n");
  EXPECT_THAT(data.shape(), ElementsAre(2u, 2u));
  EXPECT_THAT(data.read<double>(), ElementsAre(1, 2, 3, 100));
  EXPECT_THAT(data.read<std::uint8_t>(), ElementsAre(1, 2, 3, 100));
  EXPECT_THAT(data.read<std::int64_t>(), ElementsAre(1, 2, 3, 100));
  EXPECT_THAT(data.read<complexf>(), ElementsAre(1.f, 2.f, 3.f, 100.f));
}

TEST(InputDataset, ReportsTheKindForAnyByteOrder) {
  TemporaryFolder const folder;
  std::uint16_t const swapped[] = {0x0100, 0x0200};
  InputDataset const data = create_dataset(folder / "be.h5", H5T_STD_U16BE, {2}, swapped, default_properties());
  EXPECT_EQ(data.kind(), Kind::uint16);
  EXPECT_THAT(data.read<int>(), ElementsAre(1, 2));
}

TEST(InputDataset, ReadsBooleansOfH5pyAsNumbers) {
  TemporaryFolder const folder;
  TypeHandle const boolean(H5Tenum_create(H5T_NATIVE_INT8));
  std::int8_t const no = 0, yes = 1;
  ASSERT_GE(H5Tenum_insert(boolean.get(), "FALSE", &no), 0);
  ASSERT_GE(H5Tenum_insert(boolean.get(), "TRUE", &yes), 0);
  std::int8_t const values[] = {1, 0, 1};
  InputDataset const data = create_dataset(folder / "bool.h5", boolean.get(), {3}, values, default_properties());
  EXPECT_EQ(data.kind(), Kind::uint8);
  EXPECT_THAT(data.read<std::uint32_t>(), ElementsAre(1u, 0u, 1u));
}

TEST(InputDataset, ReadsComplexNumbersOfPythonAndMatlab) {
  TemporaryFolder const folder;
  complexf const values[] = {{1, 2}, {3, -4}};
  TypeHandle const python = hdf5::complex_type<complexf>("r", "i");
  TypeHandle const matlab = hdf5::complex_type<complexf>("real", "imag");
  InputDataset const first = create_dataset(folder / "p.h5", python.get(), {2}, values, default_properties());
  InputDataset const second = create_dataset(folder / "m.h5", matlab.get(), {2}, values, default_properties());
  EXPECT_THAT(first.read<complexd>(), ElementsAre(complexd{1, 2}, complexd{3, -4}));
  EXPECT_THAT(second.read<complexd>(), ElementsAre(complexd{1, 2}, complexd{3, -4}));
  EXPECT_THAT(message_of<InputError>([&] { first.read<double>(); }), HasSubstr("type complex"));
}

TEST(InputDataset, ReadsOneNumberOfAnyRank) {
  TemporaryFolder const folder;
  OutputFile out(folder / "s.h5");
  out.scalar("zero", 1.5);
  out.dataset<float>("one", {1}, std::vector<float>{2.5f});
  out.dataset<int>("two", {1, 1}, std::vector<int>{3});
  out.dataset<int>("many", {2}, std::vector<int>{3, 4});
  out.close();
  InputFile const file(folder / "s.h5");
  EXPECT_EQ(file.dataset("zero").scalar(), 1.5);
  EXPECT_EQ(file.dataset("one").scalar(), 2.5);
  EXPECT_EQ(file.dataset("two").scalar(), 3);
  EXPECT_THAT(message_of<InputError>([&] { file.dataset("many").scalar(); }),
              AllOf(HasSubstr("'many'"), HasSubstr("shape (2,)")));
}

TEST(InputDataset, ReadsStringsOfFixedAndVariableLength) {
  TemporaryFolder const folder;
  OutputFile out(folder / "t.h5");
  out.text("variable", "größe");
  out.text("fixed", "größe", TextLength::fixed);
  out.close();
  InputFile const file(folder / "t.h5");
  EXPECT_EQ(file.dataset("variable").text(), "größe");
  EXPECT_EQ(file.dataset("fixed").text(), "größe");
  EXPECT_THAT(message_of<InputError>([&] { file.dataset("fixed").read<int>(); }), HasSubstr("type text"));
  TypeHandle const padded(H5Tcopy(H5T_FORTRAN_S1));
  ASSERT_GE(H5Tset_size(padded.get(), 6), 0);
  EXPECT_EQ(create_dataset(folder / "f.h5", padded.get(), {1}, "abc   ", default_properties()).text(), "abc");
}

TEST(InputDataset, ReadsRowsAcrossChunks) {
  TemporaryFolder const folder;
  OutputFile out(folder / "r.h5");
  std::vector<std::uint16_t> values(5 * 2 * 3);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint16_t>(i);
  out.dataset<std::uint16_t>("rows", {5, 2, 3}, values, {.chunk = {2, 2, 2}, .gzip = 4});
  out.close();
  InputDataset const data = InputFile(folder / "r.h5").dataset("rows");
  EXPECT_THAT(data.chunk(), ElementsAre(2u, 2u, 2u));
  std::vector<std::uint16_t> rows(12);
  data.read_rows(1, 2, rows.data());
  EXPECT_EQ(rows, std::vector<std::uint16_t>(values.begin() + 6, values.begin() + 18));
}

TEST(InputDataset, NamesTheFilterThatIsMissing) {
  TemporaryFolder const folder;
  for (auto const& [filter, filter_name] : {std::pair{32001, "Blosc"}, {32026, "Blosc2"}}) {
    if (H5Zfilter_avail(filter) > 0) continue;
    PropertyHandle const creation = default_properties();
    hsize_t const chunk = 4;
    ASSERT_GE(H5Pset_chunk(creation.get(), 1, &chunk), 0);
    ASSERT_GE(H5Pset_filter(creation.get(), filter, H5Z_FLAG_OPTIONAL, 0, nullptr), 0);
    InputDataset const data = create_dataset(folder / "z.h5", H5T_NATIVE_INT, {4}, nullptr, creation);
    EXPECT_THAT(message_of<InputError>([&] { data.read<int>(); }),
                AllOf(HasSubstr("z.h5: dataset 'data'"), HasSubstr(std::to_string(filter)), HasSubstr(filter_name),
                      HasSubstr("HDF5_PLUGIN_PATH")));
  }
}

TEST(InputDataset, ReportsDamagedCompressedData) {
  TemporaryFolder const folder;
  std::string const path = folder / "d.h5";
  OutputFile out(path);
  std::vector<int> const values(4000, 7);
  out.dataset<int>("data", {4000}, values, {.gzip = 4});
  out.close();
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::string const bytes((std::istreambuf_iterator<char>(file)), {});
  auto const start = bytes.rfind("\x78\x5e");
  ASSERT_NE(start, std::string::npos);
  file.seekp(static_cast<std::streamoff>(start));
  file << "\x01\x02\x03\x04";
  file.close();
  EXPECT_THAT(message_of<InputError>([&] { InputFile(path).dataset("data").read<int>(); }),
              AllOf(HasSubstr("d.h5: dataset 'data' cannot be read"), HasSubstr("damaged")));
}

}  // namespace
}  // namespace ptyger::hdf5

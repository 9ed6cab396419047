#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "hdf5/object_list.hpp"
#include "ptyger/reading_report.hpp"
#include "read/candidates.hpp"

namespace ptyger::read {

/// Adds the numbers of a file that could be energy, wavelength, distance or detector pixel: datasets with one number,
/// or equal numbers, and attributes.
void find_quantities(hdf5::InputFile const& file, hdf5::ObjectList const& objects, Candidates& found);

/// The numbers in the root of a file, of datasets and attributes, that could be of the geometry but were not read since
/// forget_reading(). As find_quantities() knows them, and single numbers with short names, such as `z` or `dx`.
std::vector<NumberNotUsed> unread_numbers(hdf5::InputFile const& file);

/// Whether a name has one of the words, written in small letters, in it; capital letters of the name count as small.
bool contains_any(std::string const& name, std::initializer_list<char const*> words);

}  // namespace ptyger::read

#pragma once

#include <string>

namespace ptyger::app::man {

/// A sentence as roff: words between backticks and names of options are bold, with dashes that can be copied and typed.
std::string prose(std::string const& text);

/// Text without any meaning for roff, with dashes that can be copied and typed.
std::string literal(std::string const& text);

/// literal() in bold or italic letters.
std::string bold(std::string const& text);
std::string italic(std::string const& text);

/// Heading of a section or subsection.
std::string section(std::string const& title);
std::string subsection(std::string const& title);
/// A paragraph of prose().
std::string paragraph(std::string const& text);
/// A term, which is roff already, with its explanation as prose().
std::string entry(std::string const& marked_term, std::string const& explanation);
/// One line as it is, indented.
std::string verbatim(std::string const& line);

}  // namespace ptyger::app::man

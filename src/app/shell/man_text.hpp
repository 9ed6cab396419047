#pragma once

#include <string>

namespace ptyger::app::man {

/// Prose: words between backticks and names of options come out bold, and their dashes as what one types.
std::string prose(std::string const& text);

/// The same letters whatever roff thinks of them, with every dash as what one types.
std::string literal(std::string const& text);

std::string bold(std::string const& text);
std::string italic(std::string const& text);

/// A section and its subsections, paragraphs, a term with its explanation, lines as they are.
std::string section(std::string const& title);
std::string subsection(std::string const& title);
std::string paragraph(std::string const& text);
std::string entry(std::string const& marked_term, std::string const& explanation);
std::string verbatim(std::string const& line);

}  // namespace ptyger::app::man

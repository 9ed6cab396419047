#include "app/shell/man_text.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace ptyger::app::man {
namespace {

std::string escape(std::string const& text, bool dashes) {
  std::string out;
  for (char const letter : text) {
    if (letter == '\\')
      out += "\\e";
    else if (letter == '-' && dashes)
      out += "\\-";
    else if (letter == '\'')
      out += "\\(aq";
    else if (letter == '`')
      out += "\\(ga";
    else if (letter == '~')
      out += "\\(ti";
    else if (letter == '^')
      out += "\\(ha";
    else
      out += letter;
  }
  return out;
}

// A line that roff does not take for a request, as it would with a full stop at the beginning.
std::string line(std::string const& text) {
  return (text.rfind('.', 0) == 0 ? "\\&" : "") + text + "\n";
}

// A word of a sentence, with the punctuation around it; an option such as --name is bold.
std::string word(std::string const& text) {
  auto const begin = text.find_first_not_of('(');
  bool const option = begin != std::string::npos && text[begin] == '-' && text.size() > begin + 1 &&
                      (text[begin + 1] == '-' || std::isalpha(static_cast<unsigned char>(text[begin + 1])) != 0);
  if (option) {
    auto const end = text.find_last_not_of(".,;:)") + 1;
    return text.substr(0, begin) + bold(text.substr(begin, end - begin)) + text.substr(end);
  }
  bool const number = std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return escape(text, number || text == "-");
}

}  // namespace

std::string prose(std::string const& text) {
  std::string out;
  std::istringstream parts(text);
  bool quoted = false;
  for (std::string part; std::getline(parts, part, '`'); quoted = !quoted) {
    if (quoted) {
      out += bold(part);
      continue;
    }
    for (std::size_t begin = 0; begin <= part.size();) {
      auto const end = std::min(part.find(' ', begin), part.size());
      out += word(part.substr(begin, end - begin)) + (end < part.size() ? " " : "");
      begin = end + 1;
    }
  }
  return out;
}

std::string literal(std::string const& text) {
  return escape(text, true);
}

std::string bold(std::string const& text) {
  return "\\fB" + literal(text) + "\\fR";
}

std::string italic(std::string const& text) {
  return "\\fI" + literal(text) + "\\fR";
}

std::string section(std::string const& title) {
  return ".SH " + title + "\n";
}

std::string subsection(std::string const& title) {
  return ".SS " + title + "\n";
}

std::string paragraph(std::string const& text) {
  return ".PP\n" + line(prose(text));
}

std::string entry(std::string const& marked_term, std::string const& explanation) {
  return ".TP\n" + line(marked_term) + line(prose(explanation));
}

std::string verbatim(std::string const& text) {
  return ".RS 4\n.nf\n" + line(literal(text)) + ".fi\n.RE\n";
}

}  // namespace ptyger::app::man

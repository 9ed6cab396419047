#pragma once

/// libptyger: scans are read, reconstructed and written.
namespace ptyger {

/// The version of this library, as `ptyger --version` prints it and results record it: what `git describe --tags
/// --always --dirty` said when it was built. Where there was no repository or no tag, the version of the CMake package,
/// with the commit where it was known: 0.1.0+ga0a86ab.
char const* version();

}  // namespace ptyger

# A Homebrew formula. The release workflow calls `fill`, which writes the address and the checksum of the source archive into a copy.
class Tinystep < Formula
  desc "Plain-text journaling toolkit that helps therapy homework get done"
  homepage "HOMEPAGE"
  url "HOMEPAGE/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "SHA256"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    system bin/"tinystep", "man-pages", "man"
    man1.install Dir["man/*.1"]
    (bash_completion/"tinystep").write Utils.safe_popen_read(bin/"tinystep", "completions", "bash")
    (zsh_completion/"_tinystep").write Utils.safe_popen_read(bin/"tinystep", "completions", "zsh")
    (fish_completion/"tinystep.fish").write Utils.safe_popen_read(bin/"tinystep", "completions", "fish")
  end

  test do
    system bin/"tinystep", "init", "journal", "--yes"
    assert_match "Every note can be read", shell_output("#{bin}/tinystep check journal")
  end
end

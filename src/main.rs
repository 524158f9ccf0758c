fn main() -> std::process::ExitCode {
    tinystep::cli::main()
}

//! `tinystep watch --install` and its like: the system starts the watch at each login. Never needs root.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::ValueEnum;

use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::world::{World, folder_from_environment, printable_path, program_state_folder};
use crate::folder;
use crate::output;
use crate::output::provenance::short_hash;

#[derive(clap::Args)]
pub(super) struct AutostartArguments {
    /// Start this watch now and at every login, without a terminal
    #[arg(long, group = "autostart")]
    install: bool,
    /// Undo --install
    #[arg(long, group = "autostart")]
    uninstall: bool,
    /// Print whether this journal is watched at every login, and whether the watch is running now
    #[arg(long, group = "autostart")]
    status: bool,
    /// Print the file that --install writes, and write nothing
    #[arg(long, group = "autostart", value_name = "SYSTEM", value_enum, num_args = 0..=1, default_missing_value = HERE)]
    print: Option<AutostartSystem>,
}

/// What starts programs at login.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum AutostartSystem {
    /// A user unit (Linux)
    Systemd,
    /// A user agent (macOS)
    Launchd,
    /// A scheduled task (Windows)
    Windows,
}

#[cfg(windows)]
const HERE: &str = "windows";
#[cfg(target_os = "macos")]
const HERE: &str = "launchd";
#[cfg(not(any(windows, target_os = "macos")))]
const HERE: &str = "systemd";

impl AutostartArguments {
    pub fn is_requested(&self) -> bool {
        self.install || self.uninstall || self.status || self.print.is_some()
    }
}

pub(super) fn run(arguments: &AutostartArguments, root: &Path, world: &mut World) -> CommandResult {
    let program = std::env::current_exe()?;
    if let Some(system) = arguments.print {
        write!(world.out, "{}", Autostart::new(system, &program, root).text)?;
        return Ok(Status::Fine);
    }
    let system = <AutostartSystem as ValueEnum>::from_str(HERE, false).map_err(CommandError::Message)?;
    let autostart = Autostart::new(system, &program, root);
    let file = autostart_folder(system).map(|folder| folder.join(&autostart.file));
    let file = file.ok_or_else(|| CommandError::Message("tinystep: the system names no home folder.".to_owned()))?;
    if arguments.install {
        install(&autostart, &file, world)
    } else if arguments.uninstall {
        uninstall(&autostart, &file, world)
    } else {
        status(&autostart, &file, root, world)
    }
}

fn install(autostart: &Autostart, file: &Path, world: &mut World) -> CommandResult {
    output::replace_program_file(file, &autostart.text)?;
    writeln!(world.out, "made     {}", printable_path(file))?;
    for command in autostart.start_commands(file) {
        if let Err(why) = run_system_command(&command) {
            return Err(CommandError::Message(format!(
                "tinystep: the system did not take it ({why}). To try again: {}",
                command.join(" ")
            )));
        }
    }
    writeln!(
        world.out,
        "The journal is watched from now on, and after every login. To take it back: tinystep watch --uninstall"
    )?;
    Ok(Status::Fine)
}

fn uninstall(autostart: &Autostart, file: &Path, world: &mut World) -> CommandResult {
    if !file.exists() {
        writeln!(world.out, "Nothing to take back: there is no {}.", printable_path(file))?;
        return Ok(Status::Fine);
    }
    for command in autostart.stop_commands(file) {
        if let Err(why) = run_system_command(&command) {
            writeln!(world.err, "{} did not work ({why}).", command.join(" "))?;
        }
    }
    fs::remove_file(file)?;
    writeln!(world.out, "removed  {}", printable_path(file))?;
    Ok(Status::Fine)
}

fn status(autostart: &Autostart, file: &Path, root: &Path, world: &mut World) -> CommandResult {
    let place = printable_path(root);
    match folder::read_start(file, folder::MAX_FILE_SIZE) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            writeln!(world.out, "{place} is not watched at login. To have that: tinystep watch --install")?;
        }
        Err(error) => return Err(error.into()),
        Ok(text) if text != autostart.text.as_bytes() => {
            writeln!(
                world.out,
                "{place} is watched at login, but by another program or in another way: {}",
                printable_path(file)
            )?;
            writeln!(world.out, "To bring it up to date: tinystep watch --install")?;
        }
        Ok(_) => {
            let runs = run_system_command(&autostart.check_running_command()).is_ok();
            writeln!(world.out, "{place} is watched at login ({}).", printable_path(file))?;
            writeln!(world.out, "{}", if runs { "It runs now." } else { "It does not run now." })?;
        }
    }
    Ok(Status::Fine)
}

/// Runs a command of the system, without its output.
fn run_system_command(command: &[String]) -> Result<(), String> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    match Command::new(program).args(arguments).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn autostart_folder(system: AutostartSystem) -> Option<PathBuf> {
    let home = folder_from_environment("HOME");
    match system {
        AutostartSystem::Systemd => {
            Some(folder_from_environment("XDG_CONFIG_HOME").or(Some(home?.join(".config")))?.join("systemd/user"))
        }
        AutostartSystem::Launchd => Some(home?.join("Library/LaunchAgents")),
        AutostartSystem::Windows => program_state_folder(),
    }
}

/// One journal, watched always: the file that says so to the system.
struct Autostart {
    system: AutostartSystem,
    name: String,
    /// Its name in the folder where the system looks.
    file: String,
    text: String,
}

impl Autostart {
    fn new(system: AutostartSystem, program: &Path, root: &Path) -> Autostart {
        let (program, journal) = (program.to_string_lossy(), root.to_string_lossy());
        let hash = short_hash(root.as_os_str().as_encoded_bytes(), 8);
        match system {
            AutostartSystem::Systemd => {
                let name = format!("tinystep-{hash}.service");
                let text = systemd_unit_text(&program, &journal);
                Autostart { system, file: name.clone(), name, text }
            }
            AutostartSystem::Launchd => {
                let name = format!("tinystep.{hash}");
                let text = launchd_plist_text(&name, &program, &journal);
                Autostart { system, file: format!("{name}.plist"), name, text }
            }
            AutostartSystem::Windows => {
                let name = format!("tinystep-{hash}");
                let text = windows_file_text(&program, &journal);
                Autostart { system, file: format!("{name}.xml"), name, text }
            }
        }
    }

    fn start_commands(&self, file: &Path) -> Vec<Vec<String>> {
        let file = file.to_string_lossy();
        match self.system {
            AutostartSystem::Systemd => vec![
                owned_words(&["systemctl", "--user", "daemon-reload"]),
                owned_words(&["systemctl", "--user", "enable", &self.name]),
                owned_words(&["systemctl", "--user", "restart", &self.name]),
            ],
            AutostartSystem::Launchd => vec![owned_words(&["launchctl", "load", "-w", &file])],
            AutostartSystem::Windows => vec![
                owned_words(&["schtasks", "/Create", "/F", "/TN", &self.name, "/XML", &file]),
                owned_words(&["schtasks", "/Run", "/TN", &self.name]),
            ],
        }
    }

    fn stop_commands(&self, file: &Path) -> Vec<Vec<String>> {
        match self.system {
            AutostartSystem::Systemd => vec![owned_words(&["systemctl", "--user", "disable", "--now", &self.name])],
            AutostartSystem::Launchd => vec![owned_words(&["launchctl", "unload", "-w", &file.to_string_lossy()])],
            AutostartSystem::Windows => vec![
                owned_words(&["schtasks", "/End", "/TN", &self.name]),
                owned_words(&["schtasks", "/Delete", "/F", "/TN", &self.name]),
            ],
        }
    }

    /// The command that succeeds if the watch is running.
    fn check_running_command(&self) -> Vec<String> {
        match self.system {
            AutostartSystem::Systemd => owned_words(&["systemctl", "--user", "is-active", "--quiet", &self.name]),
            AutostartSystem::Launchd => owned_words(&["launchctl", "list", &self.name]),
            AutostartSystem::Windows => owned_words(&["schtasks", "/Query", "/TN", &self.name]),
        }
    }
}

fn owned_words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// A unit of the user's. A journal that is not there at login, or another watch of it, is tried again a minute later.
fn systemd_unit_text(program: &str, journal: &str) -> String {
    let [program, journal_word] = [program, journal].map(quote_for_systemd);
    let told = one_line(journal).replace('%', "%%");
    format!(
        "[Unit]\n\
         Description=tinystep: reports of {told}\n\
         StartLimitIntervalSec=0\n\
         \n\
         [Service]\n\
         ExecStart={program} watch --quiet {journal_word}\n\
         Restart=on-failure\n\
         RestartSec=60\n\
         Nice=10\n\
         \n\
         [Install]\n\
         WantedBy=default.target\n"
    )
}

/// A word of a command as systemd reads it: quoted, and without its own `%` and `$`.
fn quote_for_systemd(word: &str) -> String {
    let mut out = String::from("\"");
    for c in word.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '%' => out.push_str("%%"),
            '$' => out.push_str("$$"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out + "\""
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn launchd_plist_text(name: &str, program: &str, journal: &str) -> String {
    let [name, program, journal] = [name, program, journal].map(escape_xml);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    <key>Label</key>
    <string>{name}</string>
    <key>ProgramArguments</key>
    <array>
        <string>{program}</string>
        <string>watch</string>
        <string>--quiet</string>
        <string>{journal}</string>
    </array>
    <key>RunAtLoad</key>
    <true/>
    <key>KeepAlive</key>
    <dict>
        <key>SuccessfulExit</key>
        <false/>
    </dict>
    <key>ThrottleInterval</key>
    <integer>60</integer>
    <key>ProcessType</key>
    <string>Background</string>
</dict>
</plist>
"#
    )
}

fn windows_file_text(program: &str, journal: &str) -> String {
    // A name there cannot contain quotes. A backslash before the closing quote would escape it.
    let journal = if journal.ends_with('\\') { format!("{journal}\\") } else { journal.to_owned() };
    let [program, journal] = [program, journal.as_str()].map(escape_xml);
    format!(
        r#"<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
    </LogonTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Hidden>true</Hidden>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{program}</Command>
      <Arguments>watch --quiet "{journal}"</Arguments>
    </Exec>
  </Actions>
</Task>
"#
    )
}

fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_paths_are_one_word_of_the_command() {
        let unit = systemd_unit_text("/opt/tiny step", "/home/a/100% $HOME \"x\" \\");
        let line = r#"ExecStart="/opt/tiny step" watch --quiet "/home/a/100%% $$HOME \"x\" \\""#;
        assert!(unit.contains(line), "{unit}");
        let agent = launchd_plist_text("n", "/opt/t", "/Users/a/R&B <x>");
        assert!(agent.contains("<string>/Users/a/R&amp;B &lt;x&gt;</string>"), "{agent}");
        let task = windows_file_text(r"C:\t.exe", r"D:\");
        assert!(task.contains(r#"<Arguments>watch --quiet "D:\\"</Arguments>"#), "{task}");
    }

    #[test]
    fn each_journal_has_a_file_of_its_own() {
        for system in [AutostartSystem::Systemd, AutostartSystem::Launchd, AutostartSystem::Windows] {
            let [one, other] = ["/a", "/b"].map(|root| Autostart::new(system, Path::new("/t"), Path::new(root)));
            assert_ne!(one.file, other.file);
            assert!(!one.start_commands(Path::new("/f")).is_empty() && !one.stop_commands(Path::new("/f")).is_empty());
        }
    }
}

using System.CommandLine;

namespace Linter.Cli;

/// <summary><c>lint completion SHELL</c>: the script that makes a shell ask <see cref="Suggestions"/>.</summary>
internal sealed class CompletionCommand
{
    public const string Name = "completion";

    // Where nothing is suggested, each shell completes files as it always does.
    private const string Bash = """
        # source <(lint completion bash)
        _lint() {
          local line="${COMP_LINE:0:COMP_POINT}" current="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
          [ "$current" = "=" ] && current=""
          # To bash a word ends at an equals sign.
          local word="${line##*[[:space:]]}"
          local before="${word%"$current"}"
          COMPREPLY=($(lint "[suggest:${#line}]" "$line" 2> /dev/null))
          COMPREPLY=("${COMPREPLY[@]#"$before"}")
          case "${COMPREPLY[0]}" in *=) compopt -o nospace 2> /dev/null ;; esac
        }
        complete -o bashdefault -o default -F _lint lint

        """;

    private const string Zsh = """
        #compdef lint
        # source <(lint completion zsh), behind compinit
        _lint() {
          local line="${(j: :)words[1,CURRENT-1]} $PREFIX"
          local -a found=("${(@f)$(lint "[suggest:${#line}]" "$line" 2> /dev/null)}")
          if [[ -z "$found" ]]; then
            compset -P '*='
            _files
            return
          fi
          compadd -S '' -- ${(M)found:#*=}
          compadd -- ${found:#*=}
        }
        if [[ "$funcstack[1]" = "_lint" ]]; then _lint "$@"; else compdef _lint lint; fi

        """;

    private const string Fish = """
        # lint completion fish | source
        function __lint_complete
            set -l line (string trim --left -- (commandline --current-process --cut-at-cursor))
            set -l found (lint "[suggest:"(string length -- "$line")"]" "$line" 2> /dev/null)
            if test (count $found) -gt 0
                printf '%s\n' $found
                return
            end
            # Behind --output sarif= stands a path.
            set -l token (commandline --current-token --cut-at-cursor)
            set -l start (string match --regex '^.*=' -- $token)
            for path in (__fish_complete_path (string replace -- "$start" '' $token))
                echo "$start$path"
            end
        end
        complete --command lint --no-files --arguments '(__lint_complete)'

        """;

    private const string PowerShell = """
        # lint completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName lint -ScriptBlock {
            param($word, $command, $position)
            $length = $position - $command.Extent.StartOffset
            $line = "$command".PadRight($length).Substring(0, $length)
            lint "[suggest:$length]" $line 2> $null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    private static readonly Choice<string> Shells = new("shell", ("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", PowerShell));

    private readonly Argument<string> shell = new("SHELL")
    {
        Description = $"One of {string.Join(", ", Shells.Words)}",
        Arity = ArgumentArity.ExactlyOne
    };

    public Command Create(CliEnvironment environment)
    {
        var command = new Command(Name, "Prints a script that makes a shell complete options, words and rules") { shell };
        shell.CompletionSources.Add([.. Shells.Words]);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(shell), environment));
        return command;
    }

    private static int Run(string word, CliEnvironment environment)
    {
        var errors = new List<UsageError>();
        var script = Shells.Read(word, errors);
        if (errors.Count > 0)
        {
            errors.ForEach(new Complaints(environment.Error).Write);
            return ExitCode.Unusable;
        }

        environment.Output.Write(script.ReplaceLineEndings("\n"));
        environment.Output.Flush();
        return ExitCode.Clean;
    }
}

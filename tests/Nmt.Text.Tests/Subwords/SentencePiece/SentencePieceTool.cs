using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Nmt.Text.Tests.Subwords.SentencePiece;

/// <summary>SentencePiece's own programs, <c>spm_train</c> and <c>spm_encode</c>, if they are installed.</summary>
internal static class SentencePieceTool
{
    /// <summary>Runs a program and returns the lines of its stdout; null if it is not installed.</summary>
    public static string[]? Run(string program, IEnumerable<string> arguments, IEnumerable<string> input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            foreach (string line in input)
            {
                process.StandardInput.Write(line + "\n");
            }

            process.StandardInput.Close();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.Result);
            return output.Result.Split('\n')[..^1];
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Nmt.Text.Tests.Subwords.SentencePiece;

/// <summary>The field's own programs, <c>spm_train</c> and <c>spm_encode</c>, where this machine has them.</summary>
internal static class SentencePieceTool
{
    /// <summary>Runs a program and yields what it writes to stdout, line by line; null where it is not installed.</summary>
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

namespace Nmt.TestKit;

/// <summary>Compares a text with a committed file.</summary>
/// <remarks>With <c>NMT_UPDATE_GOLDEN=1</c> in the environment the files are rewritten instead; read the difference before committing it.</remarks>
public static class Golden
{
    private const string UpdateVariable = "NMT_UPDATE_GOLDEN";

    /// <summary>Compares a text with a golden file.</summary>
    /// <param name="path">Path below <c>tests</c>, for example <c>Nmt.Plots.Tests/Golden/plain.svg</c>.</param>
    /// <param name="actual">The text to compare.</param>
    /// <exception cref="InvalidOperationException">The file is missing or differs; the message shows the first line that does.</exception>
    public static void Verify(string path, string actual)
    {
        string fullPath = Path.Combine(RepositoryRoot.Path, "tests", path);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
            File.WriteAllText(fullPath, actual);
            return;
        }

        if (!File.Exists(fullPath))
        {
            throw new InvalidOperationException($"tests/{path} does not exist; {UpdateVariable}=1 writes it.");
        }

        string expected = File.ReadAllText(fullPath);
        if (expected != actual)
        {
            throw new InvalidOperationException(FirstDifference(path, expected.Split('\n'), actual.Split('\n')));
        }
    }

    private static string FirstDifference(string path, string[] expected, string[] actual)
    {
        int line = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"tests/{path} differs in line {line + 1}.\nexpected: {LineAt(expected, line)}\nactual:   {LineAt(actual, line)}";
    }

    private static string LineAt(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of text)";
}

using System.Text;
using Linter.Engine;
using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Manifests;

public sealed class FileTextTests : IDisposable
{
    private const string Sample = "kind: Größe # 日本 🙂\n";

    private readonly TempFolder folder = new();

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", true },
        { "utf-8", false },
        { "utf-16", true },
        { "utf-16", false },
        { "utf-16BE", true },
        { "utf-16BE", false },
        { "utf-32", true },
        { "utf-32", false },
        { "utf-32BE", true },
        { "utf-32BE", false },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Unicode_is_recognised_with_and_without_its_mark(string name, bool withMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Sample)];

        Read(bytes).Text.Should().Be(Sample);
    }

    [Theory]
    [InlineData("utf-8", true, null)]
    [InlineData("utf-8", false, null)]
    [InlineData("utf-16", true, null)]
    [InlineData("utf-16BE", true, null)]
    [InlineData("utf-16", false, "this file is UTF-16 without a byte order mark, which kubectl refuses")]
    [InlineData("utf-16BE", false, "this file is UTF-16 without a byte order mark, which kubectl refuses")]
    [InlineData("utf-32", true, "this file is UTF-32, which kubectl refuses")]
    [InlineData("utf-32BE", false, "this file is UTF-32, which kubectl refuses")]
    public void Of_a_manifest_it_is_said_where_kubectl_refuses_its_encoding(string name, bool withMark, string? said)
    {
        var encoding = Encoding.GetEncoding(name);
        Findings("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n").Should().Equal(said is null ? [] : [said]);
        Findings("a: b\n").Should().BeEmpty();

        IEnumerable<string> Findings(string text)
        {
            folder.With("b.yaml", [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
            return LintEngine.Run(new InputFiles([new InputFile("b.yaml", folder.Full("b.yaml"))], [], []), new LintOptions())
                .Findings.Select(finding => finding.Message.Text);
        }
    }

    [Fact]
    public void What_git_crypt_encrypted_is_said_to_be_so()
    {
        var text = Read([.. "\0GITCRYPT\0"u8, 0x12, 0x80]);

        Problem(text).Should().Be("'a.yaml' is encrypted by git-crypt");
        text.Problem!.Help.Should().Be("unlock it with git-crypt unlock, or exclude it in .lint.yaml");
    }

    [Fact]
    public void An_empty_file_is_an_empty_text()
    {
        Read([]).Text.Should().BeEmpty();
        Read([0xEF, 0xBB, 0xBF]).Text.Should().BeEmpty();
    }

    [Fact]
    public void Bytes_that_are_not_text_are_said_with_offset_and_line()
    {
        Problem(Read([.. "a: b\nc: caf"u8, 0xE9, .. "\n"u8])).Should().Be(
            "'a.yaml' is not UTF-8 text: byte 0xE9 at offset 11 (line 2); save it as UTF-8");
        Problem(Read([0xEF, 0xBB, 0xBF, 0x61, 0xC3])).Should().Be(
            "'a.yaml' is not UTF-8 text: byte 0xC3 at offset 4 (line 1); save it as UTF-8");
        Problem(Read([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00])).Should().Be(
            "'a.yaml' is not valid UTF-16, which its first bytes say it is");
    }

    [Fact]
    public void A_file_up_to_the_limit_is_read_and_no_larger_one()
    {
        Read("123456789"u8.ToArray(), limit: 9).Text.Should().Be("123456789");
        Problem(Read("1234567890"u8.ToArray(), limit: 9)).Should().Be("'a.yaml' is larger than 9 bytes, the most that is read of one file");
    }

    [Fact]
    public void A_stream_up_to_the_limit_is_read_and_no_longer_one()
    {
        using var fitting = new Trickle(200_000);
        using var endless = new Trickle(int.MaxValue);

        FileText.Read("stdin", fitting).Text.Should().HaveLength(200_000);
        Problem(FileText.Read("stdin", endless, limit: 1024 * 1024))
            .Should().Be("'stdin' is larger than 1 MiB, the most that is read of one file");
    }

    [Fact]
    public void A_stream_that_fails_half_way_is_a_problem()
    {
        using var failing = new Trickle(int.MaxValue, failAt: 5000);

        Problem(FileText.Read("stdin", failing)).Should().Be("'stdin' cannot be read: the system reports an input/output error");
    }

    [Fact]
    public void A_text_that_was_given_is_taken_as_it_is()
    {
        FileText.Read(new InputFile("stdin", null, "\0\uFFFF")).Text.Should().Be("\0\uFFFF");
    }

    [Fact]
    public void What_is_no_file_is_a_problem_and_never_waited_for()
    {
        folder.WithFolder("d");
        Problem(Read("d")).Should().Be("'d' is a folder");
        Problem(Read("gone.yaml")).Should().Be("'gone.yaml' cannot be read: it is no longer there");
        Problem(Read("gone/gone.yaml")).Should().Be("'gone/gone.yaml' cannot be read: it is no longer there");
        if (OperatingSystem.IsWindows())
            return;

        folder.WithPipe("pipe");
        Problem(Read("pipe")).Should().Be("'pipe' is a pipe, socket or device");
    }

    private static string Problem(FileText text) => text.Problem!.Message;

    private FileText Read(string path) => FileText.Read(new InputFile(path, folder.Full(path)));

    private FileText Read(byte[] bytes, int limit = FileText.DefaultLimit)
    {
        folder.With("a.yaml", bytes);
        return FileText.Read(new InputFile("a.yaml", folder.Full("a.yaml")), limit);
    }

    /// <summary>A stream of unknown length that gives few bytes at a time.</summary>
    private sealed class Trickle(int length, int failAt = int.MaxValue) : Stream
    {
        private int given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (given >= failAt)
                throw new IOException("the disk is on fire");

            var size = Math.Min(Math.Min(count, 1000), length - given);
            buffer.AsSpan(offset, size).Fill((byte)'a');
            given += size;
            return size;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>Whole bodies that cannot be read as an order (decision 0.11).</summary>
internal static class BodyRows
{
    public static TheoryData<string, string, string> Refused() => new()
    {
        { "", "111400004", "" },
        { " \t\r\n ", "111400004", "" },
        { "null", "111400005", "object" },
        { "[]", "111400005", "object" },
        { """[{"name":"abcd"}]""", "111400005", "object" },
        { "\"name\"", "111400005", "object" },
        { "1", "111400005", "object" },
        { "true", "111400005", "object" },
        { "{", "111400005", "line 1" },
        { """{"name":""", "111400005", "line 1" },
        { """{"name":"abcd" """, "111400005", "line 1" },
        { "{\n\"name\": abcd}", "111400005", "line 2" },
        { """{"name":"abcd",}""", "111400005", "line 1" },
        { """{"name":"abcd"} x""", "111400005", "line 1" },
        { """{"name":"abcd"}{}""", "111400005", "line 1" },
        { "{'name':'abcd'}", "111400005", "line 1" },
        { "{name:\"abcd\"}", "111400005", "line 1" },
        { """{"name":"abcd"/* why */}""", "111400005", "line 1" },
        { """{"storage_space":NaN}""", "111400005", "line 1" },
        { """{"storage_space":0100}""", "111400005", "line 1" },
        { "{\"name\":\"ab\ncd\"}", "111400005", "line 1" },
        { """{"name":"\x"}""", "111400005", "line 1" },
        { "name=abcd&engine=rabbitmq", "111400005", "line 1" },
        { "<order/>", "111400005", "line 1" },

        // Half a character is not text.
        { """{"name":"ab\ud83dcd"}""", "111400005", "name" },
        { """{"description":"\udc07"}""", "111400005", "description" },

        // A member given twice, however it is spelt.
        { """{"name":"abcd","name":"abcd"}""", "111400005", "name" },
        { """{"name":"abcd","n\u0061me":"efgh"}""", "111400005", "name" },
        { """{"storage_space":100,"engine":"rabbitmq","storage_space":200}""", "111400005", "storage_space" },
        { """{"tags":[{"key":"a","key":"b"}]}""", "111400005", "tags" },

        // An order of nothing: the first rule speaks.
        { "{}", "111400010", "name" },
        { """{"Name":"abcd"}""", "111400010", "name" },
    };
}

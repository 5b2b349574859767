/** What does a log line look like, and how does it get out? Lines are text (logfmt) or JSON, and readable by strict parsers. */
package kafkademo.common.log;

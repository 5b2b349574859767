/**
 * What has the user set, and is it right? Environment variables become typed settings and the properties of a Kafka client;
 * every wrong one is reported, and no secret is printed.
 */
package kafkademo.common.settings;
